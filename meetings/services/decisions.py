"""Adopting decisions, correcting them, and following what becomes of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..choices import BOOK_OF, Book
from ..models import Decision, DecisionSeries, Meeting
from ..states import DECISION_STATES
from .links import link_decision
from .telling import tell_decision_due, tell_owner

FOLLOWED_FIELDS = ("owner", "due_on", "tags", "updated_at")


@transaction.atomic
def adopt(*, decision: Decision, meeting: Meeting, by: Any, settles: tuple[str, int] | None = None) -> Decision:
    """Write down what a meeting decided, under the next number of its book and year; it may settle a row elsewhere.

    The number is taken in the same transaction, last of all, one adoption after the other: what is rolled back leaves
    no gap, and nobody waits longer than that.
    """
    meeting = lock(meeting, by)
    policy.can_adopt(by, meeting).require()
    decision.meeting, decision.created_by = meeting, by
    if decision.agenda_item is not None and decision.agenda_item.meeting_id != meeting.pk:
        raise ValidationError({"agenda_item": _("Bu madde başka bir toplantının.")}, code="foreign_item")
    _require_owner(decision)
    _require_once(decision)
    decision.adopted_on = min(meeting.day, today())  # a board may have come together before the day it was called for
    decision.book = BOOK_OF.get(meeting.kind, Book.OTHER)
    decision.year = decision.adopted_on.year
    decision.number = _next_number(decision.book, decision.year)
    decision.save(force_insert=True)
    if settles is not None:
        link_decision(decision=decision, kind=settles[0], row_pk=settles[1], by=by)
    tell_owner(decision, by)
    return decision


def _require_once(decision: Decision) -> None:
    """Refuse what the meeting decided already, word for word: somebody sent the page twice, and no decision goes."""
    same = Decision.objects.filter(meeting=decision.meeting, title=decision.title, text=decision.text).first()
    if same is not None:
        raise ValidationError(_("Bu karar yazılmış: %(decision)s.") % {"decision": same.mark}, code="decided_already")


def _next_number(book: str, year: int) -> int:
    lock_named(f"decisions {book} {year}")
    series, _made = DecisionSeries.objects.get_or_create(book=book, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


@transaction.atomic
def correct(*, decision: Decision, title: str, text: str, legal_basis: str, reason: str, by: Any) -> Decision:
    """Give a decision other words; the former ones stay to be read, struck through."""
    decision = lock(decision, by)
    policy.can_correct(by, decision).require()
    if (title, text, legal_basis) == (decision.title, decision.text, decision.legal_basis):
        raise ValidationError(_("Hiçbir şey değişmedi."), code="unchanged")
    decision.title, decision.text, decision.legal_basis = title, text, legal_basis
    decision.correction_reason, decision.corrected_by, decision.corrected_at = reason.strip(), by, timezone.now()
    fields = ["title", "text", "legal_basis", "correction_reason", "corrected_by", "corrected_at", "updated_at"]
    decision.save(update_fields=fields)
    return decision


@transaction.atomic
def save_follow_up(*, decision: Decision, by: Any) -> Decision:
    """Store who follows a decision, until when, and its tags."""
    stored = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    policy.can_correct(by, stored).require()
    is_given = decision.owner_id != stored.owner_id
    if is_given:
        _require_owner(decision)
    decision.save(update_fields=FOLLOWED_FIELDS)
    if is_given:
        tell_owner(decision, by)
    return decision


@transaction.atomic
def change_decision_state(*, decision: Decision, target: str, by: Any, reason: str = "") -> Decision:
    """Say how far a decision is."""
    decision = lock(decision, by)
    policy.can_follow(by, decision).require()
    DECISION_STATES.require(decision.state, target, reason)
    decision.state, decision.state_at = target, timezone.now()
    decision.save(update_fields=["state", "state_at", "updated_at"])
    return decision


def remind_of_decisions() -> int:
    """Tell who follows a decision that its day has come, once for each day; return how many are told."""
    due: QuerySet[Decision] = Decision.objects.unfinished().filter(due_on__lte=today(), owner__isnull=False)
    return sum(tell_decision_due(decision) for decision in due.select_related("owner").order_by("pk"))


def _require_owner(decision: Decision) -> None:
    if decision.owner_id and not policy.callable_people().filter(pk=decision.owner_id).exists():
        raise ValidationError({"owner": _("Karar bu kişiye verilemez.")}, code="not_owner")
