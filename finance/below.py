"""Days on which a fund or an account held less than nothing.

The database refuses a balance below zero as of now; what is written for an earlier day can still have made one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import connection

from .models import Fund, MoneyAccount

# For each fund or account and its currency the first stretch below zero that reaches into the days asked for.
_BELOW = """
WITH moved AS (
    SELECT 'fund' AS side, fund_id AS place, currency, day, sum(amount) AS amount FROM finance_posting
    WHERE fund_id IS NOT NULL AND day < %(end)s GROUP BY 2, 3, 4
    UNION ALL
    SELECT 'account', account_id, currency, day, sum(amount) FROM finance_posting
    WHERE account_id IS NOT NULL AND day < %(end)s GROUP BY 2, 3, 4
), held AS (
    SELECT side, place, currency, day, sum(amount) OVER days AS amount, lead(day) OVER days AS until
    FROM moved WINDOW days AS (PARTITION BY side, place, currency ORDER BY day)
)
SELECT DISTINCT ON (side, place, currency) side, place, greatest(day, %(first)s), currency, amount FROM held
WHERE amount < 0 AND (until IS NULL OR until > %(first)s)
ORDER BY side DESC, place, currency, day
"""
ON_ANY_DAY: Final = """
SELECT DISTINCT ON (place, currency) place, '0', concat_ws(' ', to_char(day, 'DD.MM.YYYY'), currency, held)
FROM (
    SELECT {place} AS place, currency, day,
        sum(sum(amount)) OVER (PARTITION BY {place}, currency ORDER BY day) AS held
    FROM finance_posting WHERE {place} IS NOT NULL GROUP BY {place}, currency, day
) AS days
WHERE held < 0 ORDER BY place, currency, day
"""
"""The same of all days, for `finance.verifying.rows_of`: which fund or account, since when, and how much."""


@dataclass(frozen=True)
class Below:
    """What a fund or an account lacked on a day."""

    place: Fund | MoneyAccount
    day: date
    currency: str
    amount: Decimal


def below_zero(first: date, end: date) -> Iterator[Below]:
    """Yield each fund and account that was below zero on a day from `first` to the one before `end`, the first such."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"first": first, "end": end})
        found = cursor.fetchall()
    places: dict[str, dict[int, Fund | MoneyAccount]] = {
        "fund": {**Fund.objects.in_bulk([row[1] for row in found if row[0] == "fund"])},
        "account": {**MoneyAccount.objects.in_bulk([row[1] for row in found if row[0] == "account"])},
    }
    for side, pk, day, currency, amount in found:
        yield Below(places[side][pk], day, currency, amount)
