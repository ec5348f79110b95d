"""The gifts of the demo, taken in day after day beside what was spent, and all that became of them."""

from datetime import date, timedelta
from random import Random

from accounts import audit
from finance.demo import first_day, spending
from finance.demo.ledger import Ledger, keys_of, moment_on, people_with
from kafkasder.core.bulk import copy_rows
from kafkasder.core.days import today

from ..models import Donation, DonationItem, Donor
from ..services.giving import entry_of
from ..states import DonationState
from .days import Days, feast_of, sacrifice_of
from .drawing import draw_gifts
from .fates import Fates
from .leaves import Leaves
from .paying import Payer
from .piles import Piles
from .settling import Settler

_SEED = 1453
_GIVEN = ("created_at", "updated_at")


def make_gifts() -> None:
    """Fill the room with gifts. Rows are written as the services would leave them, with two years behind them."""
    random, days = Random(_SEED), Days(first_day(), today())
    with audit.acting(source="system"):
        ledger = Ledger(random)
        givers = list(Donor.objects.exclude(kind="anonymous").order_by("pk"))
        payer = Payer(random, ledger.places)
        piles = Piles(ledger.places)
        drafts = draw_gifts(random, givers, Donor.objects.get(kind="anonymous"), days)
        donations = payer.donations(drafts, keys_of(Donation))
        donations = piles.type_in(donations)
        year = _Walk(random, ledger, days, donations)
        year.fates.wait_for(piles.typed)
        year.go()
        piles.add_up(donations, by=year.clerks[0])
        leaves = Leaves(random, days.first)
        leaves.write_on(donations, payer.items)
        ledger.write(locked_until=date(today().year, 1, 1))
        year.settler.write()
        piles.write()
        copy_rows(Donation, donations, as_given=_GIVEN)
        copy_rows(DonationItem, [item for donation in donations for item in payer.items.get(donation.pk, ())])
        year.fates.write()
        leaves.write()
        spending.leave_waiting(ledger, today())


class _Walk:
    """The days one after the other: what comes in, what is paid, what is settled, what goes back."""

    def __init__(self, random: Random, ledger: Ledger, days: Days, donations: list[Donation]) -> None:
        self.random, self.ledger, self.days, self.donations = random, ledger, days, donations
        self.fates = Fates(random, ledger)
        self.settler = Settler(random, ledger)
        self.clerks = people_with("donations.record_donations")

    def go(self) -> None:
        self.fates.deal(self.donations)
        spending.open_books(self.ledger, self.days.first)
        waiting = iter(self.donations)
        donation = next(waiting, None)
        for day in self.days.all:
            while donation and donation.day == day:
                self._record(donation)
                donation = next(waiting, None)
            self.settler.settle(day)
            self.fates.happen(day)
            eve = day + timedelta(days=1)
            spending.spend(self.ledger, day, feast=feast_of(eve) == eve, sacrifice=sacrifice_of(day) == day)
            spending.tidy(self.ledger, day)

    def _record(self, donation: Donation) -> None:
        donation.created_by = self.random.choice(self.clerks)
        donation.created_at = donation.updated_at = moment_on(donation.day, self.random)
        self.fates.recorded(donation)
        if donation.state != DonationState.COMPLETED:
            return
        donation.record = self.ledger.book(entry_of(donation), by=donation.created_by)
        donation.completed_at = donation.record.decided_at
        self.settler.expect(donation)
