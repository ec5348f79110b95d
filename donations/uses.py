"""Where a gift went: within its fund and currency the money that came first is spent first.

All that came into a fund stands in one line, by day and then by record; all that went out of it stands in another. What
was taken back of either, such as a refund, shortens the row that it belongs to, on that row's own day. So a gift is a
stretch of the first line, and the expenses on the same stretch of the second are what it paid. Sums of days are kept
(`totals.FLOWS`, `totals.MOVES`), so only the rows of the gift's own day and of the days on which it was spent are read.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from .models import Donation

NOTHING: Final = Decimal(0)
MOST_SHOWN: Final = 50

_NET = """
record.amount + coalesce((
    SELECT sum(back.amount) FROM finance_financerecord AS back
    WHERE back.reverses_id = record.id AND back.state = 'approved'
), 0)
"""
_BEFORE = """
SELECT {net},
    (SELECT coalesce(sum(amount), 0) FROM donations_fundflow
     WHERE fund_id = %(fund)s AND currency = %(currency)s AND direction = 'income' AND day < %(day)s)
    + (SELECT coalesce(sum(received), 0) FROM donations_fundmove
       WHERE fund_id = %(fund)s AND currency = %(currency)s AND day <= %(day)s)
    + (SELECT coalesce(sum(earlier.net), 0) FROM (
        SELECT {net} AS net FROM finance_financerecord AS record
        WHERE record.fund_id = %(fund)s AND record.currency = %(currency)s AND record.day = %(day)s
            AND record.direction = 'income' AND record.state = 'approved' AND record.reverses_id IS NULL
            AND record.id < %(record)s
       ) AS earlier)
FROM finance_financerecord AS record WHERE record.id = %(record)s
""".replace("{net}", _NET)
_DAYS = """
WITH days AS (
    SELECT day, sum(amount) AS amount FROM (
        SELECT day, amount FROM donations_fundflow
        WHERE fund_id = %(fund)s AND currency = %(currency)s AND direction = 'expense'
        UNION ALL
        SELECT day, given FROM donations_fundmove WHERE fund_id = %(fund)s AND currency = %(currency)s
    ) AS flow GROUP BY day
), sums AS (SELECT day, amount, sum(amount) OVER (ORDER BY day) AS upto FROM days)
SELECT min(day) FILTER (WHERE touched), max(day) FILTER (WHERE touched),
    min(upto - amount) FILTER (WHERE touched), coalesce(sum(amount), 0)
FROM (SELECT *, amount > 0 AND upto > %(start)s AND upto - amount < %(end)s AS touched FROM sums) AS marked
"""
_USES = """
SELECT key, is_transfer, day, words, least(upto, %(end)s) - greatest(upto - net, %(start)s), count(*) OVER ()
FROM (
    SELECT *, %(offset)s + sum(net) OVER (ORDER BY day, is_transfer DESC, key) AS upto FROM (
        SELECT record.id AS key, false AS is_transfer, record.day, record.description AS words, {net} AS net
        FROM finance_financerecord AS record
        WHERE record.fund_id = %(fund)s AND record.currency = %(currency)s AND record.day BETWEEN %(first)s AND %(last)s
            AND record.direction = 'expense' AND record.state = 'approved' AND record.reverses_id IS NULL
        UNION ALL
        SELECT transfer.id, true, posting.day, transfer.description, -posting.amount
        FROM finance_posting AS posting JOIN finance_transfer AS transfer ON transfer.id = posting.transfer_id
        WHERE posting.fund_id = %(fund)s AND posting.currency = %(currency)s
            AND posting.day BETWEEN %(first)s AND %(last)s AND posting.amount < 0
    ) AS outgoing
) AS line
WHERE net > 0 AND upto > %(start)s AND upto - net < %(end)s
ORDER BY upto LIMIT %(most)s
""".replace("{net}", _NET)


@dataclass(frozen=True)
class Use:
    """An expense, or a transfer to another fund, that a gift paid `amount` of."""

    key: int
    is_transfer: bool
    day: date
    words: str
    amount: Decimal


@dataclass(frozen=True)
class GiftUse:
    """What became of a gift: `whole` is all but what went back to its giver."""

    whole: Decimal
    unspent: Decimal
    uses: tuple[Use, ...] = ()
    count: int = 0

    @property
    def spent(self) -> Decimal:
        return self.whole - self.unspent

    @property
    def more(self) -> int:
        """How many expenses are not among `uses`."""
        return self.count - len(self.uses)


def use_of(donation: Donation) -> GiftUse | None:
    """Return what a gift was spent on; None if it was not taken in."""
    if donation.record is None:
        return None
    given: dict[str, Any] = {"fund": donation.fund_id, "currency": donation.currency, "day": donation.record.day}
    given |= {"record": donation.record_id, "most": MOST_SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, given)
        whole, start = cursor.fetchone()
        if whole <= 0:
            return None
        given |= {"start": start, "end": start + whole}
        cursor.execute(_DAYS, given)
        first, last, offset, total = cursor.fetchone()
        unspent = min(whole, max(NOTHING, start + whole - total))
        if first is None:
            return GiftUse(whole, unspent)
        cursor.execute(_USES, given | {"first": first, "last": last, "offset": offset})
        rows = cursor.fetchall()
    return GiftUse(whole, unspent, tuple(Use(*row[:5]) for row in rows), rows[0][5] if rows else 0)
