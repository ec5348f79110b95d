"""How near a year's income is to the limit above which books are kept on the balance-sheet basis."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Sum

from kafkasder.core.days import today

from . import rules
from .choices import Direction, RuleKey
from .models import LedgerTotal

NEAR: Final = Decimal("0.8")
"""The part of the limit from which on people are warned: there is time left to find an accountant."""


@dataclass(frozen=True)
class Standing:
    """What came in during a year, in lira, beside the limit that holds for it."""

    year: int
    income: Decimal
    limit: Decimal

    @property
    def percent(self) -> int:
        """The income in hundredths of the limit, rounded down."""
        return int(self.income * 100 / self.limit)

    @property
    def is_near(self) -> bool:
        return self.income >= self.limit * NEAR

    @property
    def is_over(self) -> bool:
        return self.income > self.limit


def standing(year: int) -> Standing | None:
    """Return where a year stands, from the kept sums; None without a limit.

    Foreign money counts by its newest rate of today or of the year's last day; what has no rate counts nothing.
    """
    day = min(today(), date(year, 12, 31))
    limit = rules.value_of(RuleKey.BALANCE_BASIS_OVER, day)
    if not limit:
        return None
    rows = LedgerTotal.objects.filter(
        direction=Direction.INCOME, day__gte=date(year, 1, 1), day__lte=date(year, 12, 31)
    )
    sums = rows.values_list("currency").annotate(Sum("amount")).order_by("currency")
    worth = [rules.worth_in_lira(amount, currency, day) for currency, amount in sums]
    return Standing(year, sum((each for each in worth if each is not None), Decimal(0)), limit)


def warning(year: int) -> Standing | None:
    """Return where a year stands if that is near the limit or above it."""
    where = standing(year)
    return where if where and where.is_near else None
