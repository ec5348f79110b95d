"""Gifts of the demo that came in piles of envelopes: two that were counted right, and one that is typed in now."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from finance.choices import PaymentMethod
from finance.demo.places import BOX, Places
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.days import today

from ..models import Batch, Donation
from ..states import BatchState, DonationState

_OPEN, _CLOSED, _LEAST = 7, 2, 4
_MISSING, _MISSING_WORTH = 3, Decimal(850)


class Piles:
    """The batches: of the newest cash gifts the open one, of days on which much cash came the closed ones."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._keys = iter(reserve_keys(Batch, _CLOSED + 1))
        self._batches: list[Batch] = []
        self.typed: list[Donation] = []

    def type_in(self, donations: list[Donation]) -> list[Donation]:
        """Put the newest cash gifts into the open pile of yesterday; return all gifts in the order of their days."""
        self.typed = [each for each in donations if _in_lira(each)][-_OPEN:]
        for donation in self.typed:
            donation.day = today() - timedelta(days=1)
        return sorted(donations, key=lambda each: (each.day, each.pk))

    def add_up(self, donations: Iterable[Donation], *, by: Any) -> None:
        """Make the piles of gifts whose states are known."""
        days: dict[date, list[Donation]] = defaultdict(list)
        for donation in donations:
            if _in_lira(donation) and donation.state == DonationState.COMPLETED:
                days[donation.day].append(donation)
        big = [day for day, gifts in days.items() if len(gifts) >= _LEAST]
        for day in big[-_CLOSED:]:
            self._make("Cuma zarfları", days[day], BatchState.CLOSED, by)
        self._make("Kermes zarfları", self.typed, BatchState.OPEN, by)

    def write(self) -> None:
        copy_rows(Batch, self._batches, as_given=["created_at"])

    def _make(self, name: str, gifts: list[Donation], state: BatchState, by: Any) -> None:
        is_open = state == BatchState.OPEN
        day = gifts[0].day
        batch = Batch(
            pk=next(self._keys),
            name=f"{name}, {day:%d.%m.%Y}",
            day=day,
            method=PaymentMethod.CASH,
            account=self._places.account(BOX),
            fund=self._places.general,
            expected_count=len(gifts) + (_MISSING if is_open else 0),
            expected_total=sum((gift.amount for gift in gifts), _MISSING_WORTH if is_open else Decimal(0)),
            state=state,
            created_by=by,
        )
        batch.created_at = datetime.combine(day, time(8, 30), timezone.get_default_timezone())
        if not is_open:
            batch.closed_at = batch.created_at + timedelta(hours=9)
        for gift in gifts:
            gift.batch = batch
        self._batches.append(batch)


def _in_lira(donation: Donation) -> bool:
    return donation.method == PaymentMethod.CASH and donation.currency == "TRY"
