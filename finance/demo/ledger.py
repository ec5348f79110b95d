"""The ledger of the demo: written day after day in memory, with what funds and accounts hold, and stored at once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, repeat
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import timezone

from kafkasder.core.bulk import copy_rows, reserve_keys

from ..models import FinanceRecord, Fund, LockedMonth, MoneyAccount, Posting, Transfer
from ..services import Entry
from ..states import RecordState
from .places import Places

NOTHING = Decimal(0)
_KEYS_AT_ONCE = 500
_FOR_FEES = Decimal(15_000)  # of the general fund, which pays what it costs to take gifts for other funds
_GIVEN = ("created_at", "updated_at")


def keys_of(model: type[Model]) -> Iterator[int]:
    """Yield keys for new rows, in rising order."""
    return chain.from_iterable(map(reserve_keys, repeat(model), repeat(_KEYS_AT_ONCE)))


def moment_on(day: date, random: Random) -> datetime:
    """Return a moment within the hours of work of a day, none to come."""
    at = datetime.combine(day, time(9), timezone.get_default_timezone()) + timedelta(seconds=random.randint(0, 28_800))
    return min(at, timezone.now())


def people_with(verb: str) -> list[Any]:
    users: Any = get_user_model()._default_manager
    return list(users.active().with_verb(verb).order_by("pk"))


class Ledger:
    """Books records and transfers of days that follow each other, and refuses what a balance does not allow."""

    def __init__(self, random: Random) -> None:
        self.random, self.places = random, Places()
        self.clerks = people_with("finance.record_finance")
        self.deciders = people_with("finance.approve_finance")
        self.records: list[FinanceRecord] = []
        self._transfers: list[Transfer] = []
        self._postings: list[Posting] = []
        self._held: dict[tuple[str, int, str], Decimal] = defaultdict(lambda: NOTHING)
        self._record_keys, self._transfer_keys = keys_of(FinanceRecord), keys_of(Transfer)

    def held_by(self, place: Fund | MoneyAccount, currency: str = "TRY") -> Decimal:
        return self._held[type(place).__name__, place.pk, currency]

    def most(self, fund: Fund, account: MoneyAccount) -> Decimal:
        """Return what may be spent of a fund out of an account; the general one keeps what fees will take of it."""
        kept = _FOR_FEES if fund == self.places.general and account.currency == "TRY" else NOTHING
        return max(min(self.held_by(fund, account.currency) - kept, self.held_by(account, account.currency)), NOTHING)

    def book(self, entry: Entry, *, by: Any = None, **more: Any) -> FinanceRecord:
        """Write an approved record; `more` are fields of it, such as what it takes back."""
        if not more:
            entry.check()
        at = moment_on(entry.day, self.random)
        by = by or self.random.choice(self.clerks)
        more |= {"state": RecordState.APPROVED, "decided_by": by, "decided_at": at}
        record = entry.record(by, pk=next(self._record_keys), **more)
        record.created_at = record.updated_at = at
        self.records.append(record)
        self._post(record.day, record.fund, record.account, record.signed_amount, record=record)
        return record

    def move(self, transfer: Transfer) -> Transfer:
        """Write an approved transfer between two accounts or two funds."""
        at, by = moment_on(transfer.day, self.random), self.random.choice(self.clerks)
        transfer.pk = next(self._transfer_keys)
        transfer.state, transfer.decided_at = RecordState.APPROVED, at
        transfer.created_by, transfer.decided_by, transfer.created_at = by, self.random.choice(self.deciders), at
        self._transfers.append(transfer)
        day, amount = transfer.day, transfer.amount
        if transfer.from_fund:
            self._post(day, transfer.from_fund, None, -amount, transfer=transfer)
            self._post(day, transfer.to_fund, None, amount, transfer=transfer)
            return transfer
        assert transfer.from_account
        assert transfer.to_account
        transfer.currency = transfer.from_account.currency
        if transfer.received is not None:
            transfer.received_currency = transfer.to_account.currency
        self._post(day, transfer.fund, transfer.from_account, -amount, transfer=transfer)
        self._post(day, transfer.fund, transfer.to_account, transfer.received or amount, transfer=transfer)
        return transfer

    def write(self, *, locked_until: date) -> None:
        """Store everything; months before `locked_until` are locked, and their records numbered."""
        self._number(locked_until)
        copy_rows(FinanceRecord, self.records, as_given=_GIVEN)
        copy_rows(Transfer, self._transfers, as_given=["created_at"])
        copy_rows(Posting, self._postings, as_given=["at"])
        months = sorted({record.day.replace(day=1) for record in self.records if record.day < locked_until})
        for month in months:
            LockedMonth.objects.create(month=month, locked_by=self.deciders[0])

    def _post(self, day: date, fund: Fund | None, account: MoneyAccount | None, amount: Any, **cause: Any) -> None:
        currency = account.currency if account else "TRY"
        for place in filter(None, (fund, account)):
            key = type(place).__name__, place.pk, currency
            self._held[key] += amount
            if self._held[key] < 0:
                raise ValueError(f"{place} would fall below zero on {day}")
        at = (cause.get("record") or cause["transfer"]).created_at
        self._postings.append(
            Posting(day=day, fund=fund, account=account, currency=currency, amount=amount, at=at, **cause)
        )

    def _number(self, locked_until: date) -> None:
        """Number the lines of the book of each year, up to the last locked month."""
        last: dict[int, int] = defaultdict(int)
        closed = [record for record in self.records if record.day < locked_until]
        for record in sorted(closed, key=lambda record: (record.day, record.pk)):
            last[record.day.year] += 1
            record.book_year, record.number = record.day.year, last[record.day.year]
