"""Expenses of a day to one party, each within what one person decides alone and together above it.

None of them is refused, since there are good reasons for two invoices of a day; they are marked, and those who approve
are told.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Q, QuerySet, Sum, When

from kafkasder.core.days import today
from kafkasder.core.locks import lock_named
from kafkasder.core.sql import TurkishFold
from kafkasder.core.text import fold

from .. import rules
from ..choices import Direction, RuleKey
from ..models import FinanceRecord
from ..states import ENDED, RecordState
from . import telling


@dataclass(frozen=True)
class Split:
    """Expenses that look like parts of one: how many, and what they are worth together in lira."""

    count: int
    amount: Decimal
    limit: Decimal


def parts_of(record: FinanceRecord) -> "QuerySet[Any]":
    """Return the expenses that people wrote for the day and the party of this one, it included."""
    rows = FinanceRecord.objects.filter(direction=Direction.EXPENSE, day=record.day, source_kind="", reverses=None)
    same = rows.exclude(state__in=ENDED).alias(party=TurkishFold("counterparty"))
    return same.filter(party=_party(record)).order_by("pk")


def judge(record: FinanceRecord) -> Split | None:
    """Mark the parts of what was split, and unmark what is none any more; return what `record` is a part of."""
    rows, due, split = _look(record)
    changed = {row.pk for row in rows if row.is_split is not (row.pk in due)}
    if record.is_split and record.pk not in due and record.pk not in {row.pk for row in rows}:
        changed.add(record.pk)
    if changed:
        FinanceRecord.objects.filter(pk__in=changed).update(is_split=Case(When(pk__in=due, then=True), default=False))
    record.is_split = record.pk in due
    return split if record.is_split else None


def _look(record: FinanceRecord) -> tuple[list[Any], set[int], Split | None]:
    """Return the expenses of the day and party of a record, which of them look split, and what these make."""
    if record.direction != Direction.EXPENSE or record.source_kind or not _party(record):
        return [], set(), None
    limit = rules.value_of(RuleKey.FOUR_EYES_OVER, max(record.day, today()))
    if limit is None:
        return [], set(), None
    lock_named(f"finance parts {record.day} {_party(record)}")
    taken_back = Sum("reversals__amount", filter=Q(reversals__state=RecordState.APPROVED), default=Decimal(0))
    rows = list(parts_of(record).annotate(back=taken_back).defer("words"))
    worth = {row.pk: rules.worth_in_lira(row.amount + row.back, row.currency, row.day) for row in rows}
    parts = {pk: amount for pk, amount in worth.items() if amount is not None and 0 < amount <= limit}
    together = sum(parts.values(), Decimal(0))
    if len(parts) < 2 or together <= limit:
        return rows, set(), None
    return rows, set(parts), Split(len(parts), together, limit)


def judge_and_tell(record: FinanceRecord, by: Any) -> None:
    """Judge what somebody has just written, and tell those who approve if it looks split."""
    if split := judge(record):
        telling.tell_split(record, split.count, split.amount, split.limit, by)


def _party(record: FinanceRecord) -> str:
    return fold(record.counterparty)
