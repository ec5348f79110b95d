"""What a pile of gifts holds so far, beside what was counted before it was typed in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from finance.choices import PaymentMethod

from .models import Batch, Donation
from .states import DonationState

METHODS: Final = (PaymentMethod.CASH, PaymentMethod.BANK)
"""The ways of paying that ask for nothing beside amount, giver and kind."""
_OUT = (DonationState.CANCELLED, DonationState.REJECTED)


@dataclass(frozen=True)
class Entered:
    count: int
    total: Decimal

    def agrees_with(self, batch: Batch) -> bool:
        return (self.count, self.total) == (batch.expected_count, batch.expected_total)

    def left(self, batch: Batch) -> "Entered":
        """Return what is still missing; negative for what is too much."""
        return Entered(batch.expected_count - self.count, batch.expected_total - self.total)


def rows_of(batch: Batch) -> Any:
    """Return the gifts of a pile but those that were taken out again."""
    return Donation.objects.filter(batch=batch).exclude(state__in=_OUT)


def entered(batch: Batch) -> Entered:
    sums = rows_of(batch).aggregate(count=Count("pk"), total=Coalesce(Sum("amount"), Decimal(0)))
    return Entered(**sums)


def with_entered(batches: Any) -> Any:
    """Add `entered_count` and `entered_total` to piles."""
    rows = Donation.objects.filter(batch=OuterRef("pk")).exclude(state__in=_OUT).order_by().values("batch")
    count = Subquery(rows.annotate(number=Count("pk")).values("number"))
    total = Subquery(rows.annotate(total=Sum("amount")).values("total"))
    return batches.annotate(entered_count=Coalesce(count, 0), entered_total=Coalesce(total, Decimal(0)))
