"""Transfers that people write: four eyes by amount, as with records, and undone by a transfer the other way."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.days import today
from kafkasder.core.locks import lock

from .. import policy, rules, settled
from ..choices import AccountKind
from ..models import Transfer
from ..states import RECORD_STATES, RecordState
from . import moving, telling
from .records import require_seen


@transaction.atomic
def record_transfer(*, transfer: Transfer, by: Any) -> Transfer:
    """Store a new transfer: its money moves at once, or when somebody else has approved what is above the limit."""
    policy.can_transfer(by).require()
    check(transfer)
    transfer.created_by = by
    if not rules.needs_four_eyes(transfer.amount, transfer.currency, transfer.day):
        return moving.move(transfer=transfer, by=by)
    transfer.save(force_insert=True)
    telling.tell_waiting(transfer, by)
    return transfer


@transaction.atomic
def change_transfer(*, transfer: Transfer, by: Any) -> Transfer:
    """Store what was changed of a transfer that waits; it goes on waiting, for another than who changed it."""
    policy.can_change_transfer(by, transfer).require()
    check(transfer)
    transfer.created_by = by
    transfer.save()
    telling.tell_waiting(transfer, by)
    return transfer


@transaction.atomic
def decide_transfer(*, transfer: Transfer, target: str, by: Any, reason: str = "", seen: str | None = None) -> Transfer:
    """Approve or reject a waiting transfer; what allows it is asked anew, since both its sides may have changed.

    `seen` tells which figures were looked at.
    """
    transfer = lock(transfer, by)
    policy.can_decide_transfer(by, transfer).require()
    require_seen(transfer, seen)
    RECORD_STATES.require(transfer.state, target, reason)
    if target == RecordState.APPROVED:
        check(transfer)
        moving.move(transfer=transfer, by=by)
    else:
        transfer.state, transfer.state_reason = target, reason.strip()
        transfer.decided_by, transfer.decided_at = by, timezone.now()
        transfer.save()
    telling.tell_decided(transfer, by)
    return transfer


@transaction.atomic
def undo_transfer(*, transfer: Transfer, reason: str, by: Any, day: date | None = None) -> Transfer:
    """Move back what an approved transfer moved, by a transfer of its own that names it.

    It is no gift of one fund to another: what came into a fund that gives nothing away by mistake may leave it again.
    """
    transfer = lock(transfer, by)
    policy.can_undo_transfer(by, transfer).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    if Transfer.objects.filter(reverses=transfer).exists():
        raise ValidationError(_("Bu aktarım geri alınmış."), code="undone")
    back = Transfer(
        from_account=transfer.to_account,
        to_account=transfer.from_account,
        from_fund=transfer.to_fund,
        to_fund=transfer.from_fund,
        fund=transfer.fund,
        amount=transfer.received if transfer.received is not None else transfer.amount,
        currency=transfer.received_currency or transfer.currency,
        received=transfer.amount if transfer.received is not None else None,
        received_currency=transfer.currency if transfer.received is not None else "",
        day=day or today(),
        description=(_("Geri alma: %(reason)s") % {"reason": reason.strip()})[:300],
        document_number=transfer.document_number,
        decision=transfer.decision,
        reverses=transfer,
        state=RecordState.APPROVED,
        created_by=by,
        decided_by=by,
        decided_at=timezone.now(),
    )
    _check_day(back.day)
    if back.day < transfer.day:
        raise ValidationError({"day": _("Aktarımdan önceki bir gün olamaz.")}, code="too_early")
    back.save(force_insert=True)
    moving.post(back)
    return back


def check(transfer: Transfer) -> None:
    """Raise ValidationError, by field, for what may not be moved."""
    _check_day(transfer.day)
    source, target = transfer.from_account, transfer.to_account
    if source and target and AccountKind.GOODS in (source.kind, target.kind) and source.kind != target.kind:
        told = gettext_lazy("Mal paraya aktarımla çevrilmez; satışını gelir kaydıyla yazın.")
        raise ValidationError({"to_account": told}, code="goods")
    if source and (refusal := settled.refusal_to_take(source, transfer.amount)):
        raise ValidationError({"from_account": refusal}, code="settled_elsewhere")
    moving.check(transfer)


def _check_day(day: date) -> None:
    if day > today():
        raise ValidationError({"day": gettext_lazy("Gelecekte bir gün olamaz.")}, code="future")
    if refusal := rules.refusal_of_day(day):
        raise ValidationError({"day": refusal}, code="month_locked")
