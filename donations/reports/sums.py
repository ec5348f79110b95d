"""What reports and the dashboard read: kept sums of donations and of the ledger, by currency, in one pass each."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from kafkasder.core.days import today
from kafkasder.core.reports import Period

NOTHING = Decimal(0)

# `grouping` tells by a bit for each column which of them a row sums up over.
_GIFTS = """
SELECT grouping(method, kind, fund_id, campaign_id), currency, method, kind, fund_id, campaign_id,
    sum(count), sum(amount), sum(refunded)
FROM ({source}) AS part
GROUP BY GROUPING SETS ((currency), (currency, method), (currency, kind), (currency, fund_id), (currency, campaign_id))
HAVING sum(count) <> 0
"""
_PART = """
SELECT currency, method, kind, fund_id, campaign_id, count, amount, refunded FROM {table} WHERE {day} BETWEEN %s AND %s
"""
_WHOLE_MONTHS = _PART.format(table="donations_monthtotal", day="month")
_DAYS = _PART.format(table="donations_donationtotal", day="day")
_GIFT_PARTS = {0b1111: "all", 0b0111: "method", 0b1011: "kind", 0b1101: "fund", 0b1110: "campaign"}
_GIFT_MONTHS = """
SELECT month, sum(count), sum(amount), sum(refunded)
FROM donations_monthtotal WHERE month BETWEEN %s AND %s AND currency = %s GROUP BY 1
"""
_LEDGER = """
SELECT grouping(category, fund_id), currency, direction, category, fund_id, sum(count), sum(amount)
FROM finance_ledgertotal WHERE day BETWEEN %s AND %s
GROUP BY GROUPING SETS ((currency, direction), (currency, direction, category), (currency, direction, fund_id))
HAVING sum(count) <> 0 OR sum(amount) <> 0
"""
_LEDGER_PARTS = {0b11: "all", 0b01: "category", 0b10: "fund"}
_LEDGER_MONTHS = """
SELECT date_trunc('month', day)::date, direction, sum(amount)
FROM finance_ledgertotal WHERE day BETWEEN %s AND %s AND currency = %s GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Given:
    """How many donations there were, what they brought, and what of it was given back since."""

    count: int = 0
    amount: Decimal = NOTHING
    refunded: Decimal = NOTHING

    @property
    def kept(self) -> Decimal:
        return self.amount - self.refunded

    @property
    def average(self) -> Decimal | None:
        return (self.amount / self.count).quantize(Decimal("0.01")) if self.count else None


@dataclass(frozen=True)
class Gifts:
    """The donations of a period in one currency: all of them, and their parts by what they differ in."""

    whole: Given = Given()
    parts: dict[str, dict[Any, Given]] = field(default_factory=dict)
    in_others: dict[str, Decimal] = field(default_factory=dict)

    def by(self, part: str) -> dict[Any, Given]:
        return self.parts.get(part, {})


@dataclass(frozen=True)
class Books:
    """Income and expense of a period in one currency, by direction, and their parts."""

    whole: dict[str, Decimal] = field(default_factory=dict)
    parts: dict[str, dict[tuple[str, Any], Decimal]] = field(default_factory=dict)

    def by(self, part: str) -> dict[tuple[str, Any], Decimal]:
        return self.parts.get(part, {})


def gifts_in(period: Period, currency: str) -> Gifts:
    """Return what was given in a period, and what in other currencies, which is never added to it."""
    gifts = Gifts()
    whole = Given()
    sql, params = _told_by(period)
    for grouping, row_currency, *keys, count, amount, refunded in rows_of(sql, *params):
        part = _GIFT_PARTS[grouping]
        given = Given(count, amount, refunded)
        if row_currency != currency:
            if part == "all":
                gifts.in_others[row_currency] = amount
        elif part == "all":
            whole = given
        else:
            key = keys[("method", "kind", "fund", "campaign").index(part)]
            gifts.parts.setdefault(part, {})[key] = given
    return Gifts(whole, gifts.parts, gifts.in_others)


def _told_by(period: Period) -> tuple[str, list[date]]:
    """Return the statement that adds up a period: its whole months, and the days at its ends."""
    whole, rest = period.parts(today())
    source = [*([_WHOLE_MONTHS] if whole else []), *[_DAYS] * len(rest)]
    params = [day for part in ([whole] if whole else []) + rest for day in (part.first, part.last)]
    return _GIFTS.format(source=" UNION ALL ".join(source)), params


def gifts_by_month(first: date, last: date, currency: str) -> dict[date, Given]:
    """Return what was given in each month, named by its first day; `first` and `last` are days of such ones."""
    return {month: Given(*sums) for month, *sums in rows_of(_GIFT_MONTHS, first, last, currency)}


def books_in(period: Period, currency: str) -> Books:
    """Return what came in and went out in a period; what was taken back is off it."""
    books = Books()
    rows = rows_of(_LEDGER, period.first, period.last)
    for grouping, row_currency, direction, category, fund, _count, amount in rows:
        if row_currency != currency:
            continue
        part = _LEDGER_PARTS[grouping]
        if part == "all":
            books.whole[direction] = amount
        else:
            books.parts.setdefault(part, {})[direction, category if part == "category" else fund] = amount
    return books


def books_by_month(first: date, last: date, currency: str) -> dict[tuple[date, str], Decimal]:
    """Return what came in and went out in each month, by its first day and the direction."""
    rows = rows_of(_LEDGER_MONTHS, first, last, currency)
    return {(month, direction): amount for month, direction, amount in rows}


def rows_of(sql: str, *params: Any) -> list[Any]:
    """Return what a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql.strip(), params)
        return cursor.fetchall()
