"""Rules of retention, and destruction: proposed, confirmed by two, carried out, logged without the data."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from kafkasder.core.locks import lock_named

from .. import policy
from ..models import (
    DestructionCandidate,
    DestructionConfirmation,
    DestructionProposal,
    DestructionRecord,
    RetentionRule,
)
from ..models.retention import CONFIRMATIONS
from ..retention import KINDS, in_order, months_before
from ..states import PROPOSAL_STATES, ProposalState
from .forgetting import forget

ROWS_IN_A_BATCH = 200


def suggest_rules() -> None:
    """Begin the policy with the suggested rule of each kind that has none."""
    known = {*RetentionRule.objects.values_list("kind", flat=True)}
    for kind in in_order():
        if kind.key not in known:
            RetentionRule.objects.create(
                kind=kind.key, months=kind.months, basis=str(kind.basis), is_active=kind.is_proposed
            )


@transaction.atomic
def set_rule(*, rule: RetentionRule, by: Any) -> RetentionRule:
    """Store a new decision on how long a kind of data is kept."""
    policy.can_set_rule(by).require()
    rule.by = by
    rule.save(force_insert=True)
    return rule


@transaction.atomic
def propose(*, by: Any = None) -> DestructionProposal | None:
    """Put down all rows that are due today; None if there are none. `by` is None for the command."""
    policy.can_propose(by).require()
    lock_named("privacy.destruction")
    candidates = [
        DestructionCandidate(rule=rule, row_pk=pk)
        for rule in RetentionRule.objects.current().filter(is_active=True)
        for pk in _due(rule).order_by("pk").values_list("pk", flat=True)
    ]
    if not candidates:
        return None
    proposal = DestructionProposal.objects.create(by=by)
    for candidate in candidates:
        candidate.proposal = proposal
    DestructionCandidate.objects.bulk_create(candidates, batch_size=1_000)
    return proposal


def _due(rule: RetentionRule) -> Any:
    kind = KINDS.get(rule.kind)
    if kind is None or kind.due is None:
        return RetentionRule.objects.none()
    return kind.due(months_before(timezone.now(), rule.months))


@transaction.atomic
def take_out(*, candidate: DestructionCandidate, reason: str, by: Any) -> None:
    """Spare a row this time, for a reason."""
    proposal = DestructionProposal.objects.select_for_update().get(pk=candidate.proposal_id)
    policy.can_take_out(by, proposal).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    candidate.kept_because, candidate.kept_by = reason.strip(), by
    candidate.save(update_fields=["kept_because", "kept_by"])


@transaction.atomic
def cancel(*, proposal: DestructionProposal, reason: str, by: Any) -> DestructionProposal:
    """Drop a proposal; what is due comes again with the next one."""
    proposal = DestructionProposal.objects.select_for_update().get(pk=proposal.pk)
    policy.can_cancel(by, proposal).require()
    _change(proposal, ProposalState.CANCELLED, reason)
    proposal.candidates.all().delete()
    return proposal


@transaction.atomic
def confirm(*, proposal: DestructionProposal, by: Any) -> DestructionProposal:
    """Confirm as the first or, being somebody else, as the second; after the second nothing stands in the way."""
    proposal = DestructionProposal.objects.select_for_update().get(pk=proposal.pk)
    policy.can_confirm(by, proposal).require()
    number = proposal.confirmations.count() + 1
    DestructionConfirmation.objects.create(proposal=proposal, number=number, by=by)
    if number == CONFIRMATIONS:
        _change(proposal, ProposalState.CONFIRMED)
    return proposal


def carry_out(*, proposal: DestructionProposal, by: Any) -> int:
    """Destroy what two people confirmed, a batch a transaction; return how many. May be broken off and run again."""
    done = 0
    while (count := _destroy_batch(proposal, by)) is not None:
        done += count
    return done


@transaction.atomic
def _destroy_batch(proposal: DestructionProposal, by: Any) -> int | None:
    """Destroy some rows of one kind; None when there is nothing left to destroy."""
    proposal = DestructionProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.state == ProposalState.DESTROYED:
        return None
    policy.can_carry_out(by).require()
    PROPOSAL_STATES.require(proposal.state, ProposalState.DESTROYED)
    left = proposal.candidates.left().select_related("rule").order_by("rule_id", "row_pk")
    first = left.first()
    if first is None:
        _change(proposal, ProposalState.DESTROYED)
        return None
    return _destroy(proposal, first.rule, list(left.filter(rule=first.rule)[:ROWS_IN_A_BATCH]), by)


def _destroy(proposal: DestructionProposal, rule: RetentionRule, batch: list[DestructionCandidate], by: Any) -> int:
    """Destroy those of a batch that are due still: somebody may have come back since."""
    kind = KINDS[rule.kind]
    assert kind.model is not None
    keys = [candidate.row_pk for candidate in batch]
    rows = {row.pk: row for row in kind.model._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")}
    due = {*_due(rule).filter(pk__in=rows).values_list("pk", flat=True)}
    with audit.acting(user=by, reason=str(_("Saklama süresi doldu; iki kişi onayladı."))):
        if due:
            record = DestructionRecord.objects.create(proposal=proposal, rule=rule, count=len(due), by=by)
            for pk in sorted(due):
                forget(kind, rows[pk], record)
        candidates = DestructionCandidate.objects.filter(pk__in=[candidate.pk for candidate in batch])
        candidates.filter(row_pk__in=due).delete()
        candidates.exclude(row_pk__in=due).update(kept_because=str(_("Saklama nedeni yeniden doğdu.")))
    return len(due)


def _change(proposal: DestructionProposal, target: ProposalState, reason: str = "") -> None:
    PROPOSAL_STATES.require(proposal.state, target, reason)
    proposal.state, proposal.state_reason = target, reason.strip()
    if target != ProposalState.CONFIRMED:
        proposal.closed_at = timezone.now()
    proposal.save(update_fields=["state", "state_reason", "closed_at"])
