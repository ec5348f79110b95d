"""What the records of a list come to, in the same snapshot as the list."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from kafkasder.core.lists import Listing

from .choices import Direction
from .models import LedgerTotal
from .states import RecordState


@dataclass(frozen=True)
class Sums:
    """What came in and went out in one currency."""

    currency: str
    income: Decimal
    expense: Decimal

    @property
    def net(self) -> Decimal:
        return self.income - self.expense


def sums_of(listing: Listing) -> list[Sums]:
    """Return what the approved records of a list come to, by currency.

    They come from the kept totals, which know all that the filters ask for; words alone are looked for in the records.
    """
    rows = _kept(listing) if not listing.state.text else _approved(listing)
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    sums = rows.order_by().values_list("currency", "direction").annotate(amount=Sum("amount"))
    for currency, direction, amount in sums:
        found[currency][direction] = amount
    nothing = Decimal(0)
    return [
        Sums(currency, each.get(Direction.INCOME, nothing), each.get(Direction.EXPENSE, nothing))
        for currency, each in sorted(found.items(), key=lambda pair: (pair[0] != "TRY", pair[0]))
        if any(each.values())
    ]


def _kept(listing: Listing) -> Any:
    """Return the kept totals of what the filters ask for; of the states only what is approved counts."""
    condition = Q()
    for chosen in listing.state.chosen:
        if {"found", "split"} & chosen.parameters.keys():
            return _approved(listing)
        if "state" in chosen.parameters:
            if RecordState.APPROVED not in chosen.parameters["state"]:
                return LedgerTotal.objects.none()
        else:
            condition &= chosen.condition
    return LedgerTotal.objects.filter(condition)


def _approved(listing: Listing) -> Any:
    return listing.matching.filter(state=RecordState.APPROVED)
