"""Incomes and expenses that people write themselves: what is large waits for a second pair of eyes.

What waits has moved nothing yet. Whoever writes what stands in a record answers for it: a change makes them the one who
recorded it, so that nobody ever approves figures of their own.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money import format_money

from .. import policy, rules, settled
from ..choices import Direction
from ..models import FinanceRecord, Transfer
from ..states import ENDED, RECORD_STATES, RecordState
from . import splitting, telling
from .booking import Entry, post, reversal_of

CHANGED_MEANWHILE: Final = "changed_meanwhile"
"""The code of the refusal of a decision about figures that changed while somebody looked at them."""


@transaction.atomic
def save_record(*, record: FinanceRecord, by: Any, tells: bool = True) -> FinanceRecord:
    """Store a new income or expense, which counts at once or waits; or change one that waits, and goes on waiting."""
    if record.pk is None:
        policy.can_record(by).require()
    else:
        policy.can_change_record(by, record).require()
    record.currency = record.account.currency
    check(record)
    before = FinanceRecord.objects.filter(pk=record.pk).first() if record.pk else None
    record.created_by = by
    if before is None and not rules.needs_four_eyes(record.amount, record.currency, record.day):
        _approve(record, by)
    else:
        record.save()
        if tells:
            telling.tell_waiting(record, by)
    if before:
        splitting.judge(before)
    splitting.judge_and_tell(record, by)
    return record


@transaction.atomic
def decide(*, record: FinanceRecord, target: str, by: Any, reason: str = "", seen: str | None = None) -> FinanceRecord:
    """Approve what waits, which moves its money, or reject it; `seen` tells which figures were looked at."""
    record = lock(record, by)
    policy.can_decide(by, record).require()
    require_seen(record, seen)
    RECORD_STATES.require(record.state, target, reason)
    record.state_reason = reason.strip()
    if target == RecordState.APPROVED:
        if not record.reverses_id:
            check(record)
        _approve(record, by)
    else:
        record.state, record.decided_by, record.decided_at = target, by, timezone.now()
        record.save()
    splitting.judge(record.reverses or record)
    telling.tell_decided(record, by)
    return record


@transaction.atomic
def reverse_record(
    *, record: FinanceRecord, day: date, reason: str, by: Any, amount: Decimal | None = None
) -> FinanceRecord:
    """Take an approved record back, or `amount` of it; above the limit that waits for somebody else too."""
    record = lock(record, by)
    policy.can_reverse(by, record).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    if refusal := _refusal_of_day(day):
        raise ValidationError({"day": refusal}, code="day")
    if day < record.day:
        raise ValidationError({"day": _("Geri alınan kayıttan önceki bir gün olamaz.")}, code="too_early")
    left = left_of(record)
    amount = left if amount is None else amount
    if not 0 < amount <= left:
        most = format_money(left, record.currency)
        raise ValidationError({"amount": _("En çok %(most)s geri alınabilir.") % {"most": most}}, code="too_much")
    back = reversal_of(record, amount=amount, day=day, reason=reason, by=by)
    if not rules.needs_four_eyes(amount, record.currency, day):
        _approve(back, by)
        splitting.judge(record)
        return back
    back.save(force_insert=True)
    telling.tell_waiting(back, by)
    return back


def require_seen(row: FinanceRecord | Transfer, seen: str | None) -> None:
    """Raise ValidationError if somebody decides about other figures than those that they looked at."""
    if seen is not None and seen != row.seen:
        told = _("Siz bakarken kayıt değişti; karar vermeden yeni hâline bakın.")
        raise ValidationError(told, code=CHANGED_MEANWHILE)


def left_of(record: FinanceRecord) -> Decimal:
    """Return what of a record was not taken back, and does not wait to be."""
    backs = record.reversals.exclude(state__in=ENDED)
    return record.amount + (backs.aggregate(amount=Sum("amount"))["amount"] or 0)


def check(record: FinanceRecord) -> None:
    """Raise ValidationError, by field, for what law, fund, account or the month do not allow."""
    if refusal := _refusal_of_day(record.day):
        raise ValidationError({"day": refusal}, code="day")
    cash = rules.refusal_of_cash(record.amount, currency=record.currency, method=record.method, day=record.day)
    if cash:
        raise ValidationError({"amount": cash}, code="cash_over_limit")
    entry_of(record).check()
    if record.direction == Direction.EXPENSE and (no := settled.refusal_to_take(record.account, record.amount)):
        raise ValidationError({"account": no}, code="settled_elsewhere")


def entry_of(record: FinanceRecord) -> Entry:
    return Entry(
        direction=Direction(record.direction),
        category=record.category,
        amount=record.amount,
        currency=record.currency,
        fund=record.fund,
        account=record.account,
        day=record.day,
        method=record.method,
        document_type=record.document_type,
        document_number=record.document_number,
        counterparty=record.counterparty,
        description=record.description,
    )


def _refusal_of_day(day: date) -> Any:
    return _("Gelecekte bir gün olamaz.") if day > today() else rules.refusal_of_day(day)


def _approve(record: FinanceRecord, by: Any) -> FinanceRecord:
    record.state, record.decided_by, record.decided_at = RecordState.APPROVED, by, timezone.now()
    record.save()
    post(record)
    return record
