"""Paying and handing over what the demo's applications were granted, while its ledger is written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from finance.choices import PaymentMethod
from finance.demo.ledger import Ledger, keys_of, moment_on
from finance.demo.places import ALMS, BANK, BOX, GENERAL
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today

from ..choices import AidKind
from ..models import Aid
from ..services.giving import entry_of
from ..states import AidState
from .cases import DELIVERED, Case, People
from .homes import Homes


@dataclass(frozen=True)
class Purse:
    """Money of a fund in an account, on which days of a month it is paid out, and what must stay there."""

    fund: str
    account: str
    days: tuple[int, ...]
    stays: Decimal = Decimal(0)


ZAKAT = Purse("zekat", ALMS, (11, 25))
ZAKAT_IN_BANK = Purse("zekat", BANK, (10, 24))
FREE = Purse(GENERAL, BANK, (12, 26), Decimal(120_000))
SCHOLARSHIPS = Purse("burs", BANK, (8,))
CASH_DESK = Purse(GENERAL, BOX, tuple(range(1, 32)), Decimal(1_000))
PURSES = (ZAKAT, ZAKAT_IN_BANK, FREE, SCHOLARSHIPS, CASH_DESK)


@dataclass
class Waiting:
    """A payment that waits for its purse's next day; `left` more months follow it."""

    case: Case
    due: date
    left: int


@dataclass
class PaidList:
    """What was paid out of one purse on one day."""

    purse: Purse
    fund: Fund
    account: MoneyAccount
    day: date
    aids: list[Aid] = field(default_factory=list)


class Payer:
    """Pays what is due on each day, as far as fund and account allow."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases, self.homes, self.people = cases, Homes() if cases else None, People.found()
        self.first = cases[0].day if cases else today() + timedelta(days=1)
        self.lists: list[PaidList] = []
        self.keys = keys_of(Aid)
        self.taken: set[tuple[Any, ...]] = set()
        self.waiting: dict[Purse, list[Waiting]] = defaultdict(list)
        self._goods = iter(sorted((case for case in cases if self._is_of(case, goods=True)), key=lambda case: case.due))
        self._money = iter(
            sorted((case for case in cases if self._is_of(case, goods=False)), key=lambda case: case.due)
        )
        self._next = {True: next(self._goods, None), False: next(self._money, None)}

    def _is_of(self, case: Case, *, goods: bool) -> bool:
        return case.is_granted and case.outcome == DELIVERED and case.want.is_goods is goods

    def pay(self, ledger: Ledger, day: date) -> None:
        for case in self._due(True, self._goods, day):
            self._hand_over(ledger, case, day)
        for case in self._due(False, self._money, day):
            self.waiting[self._purse(ledger, case)].append(Waiting(case, day, case.asked.times - 1))
        for purse in PURSES:
            if day.day in purse.days and self.waiting[purse]:
                self._pay_out(ledger, purse, day)

    def _due(self, goods: bool, cases: Iterator[Case], day: date) -> Iterator[Case]:
        while (case := self._next[goods]) is not None and case.due <= day:
            yield case
            self._next[goods] = next(cases, None)

    def _purse(self, ledger: Ledger, case: Case) -> Purse:
        assert self.homes is not None
        if case.household.pk not in self.homes.accounts:
            return CASH_DESK
        if case.want.kind == AidKind.SCHOLARSHIP:
            return SCHOLARSHIPS
        return ledger.random.choices((ZAKAT, ZAKAT_IN_BANK, FREE), (4, 2, 4))[0]

    def _hand_over(self, ledger: Ledger, case: Case, day: date) -> None:
        """Hand over goods that were an expense when they were bought."""
        aid = self._aid(case, day, ledger.places.general, None, PaymentMethod.IN_KIND)
        if aid is not None:
            aid.quantity, aid.unit = case.asked.granted_quantity, case.asked.unit
            self._given(ledger, aid, case, AidState.DELIVERED)

    def _pay_out(self, ledger: Ledger, purse: Purse, day: date) -> None:
        fund, account = ledger.places.fund(purse.fund), ledger.places.account(purse.account)
        paid, still = PaidList(purse, fund, account, day), []
        for each in self.waiting[purse]:
            if each.due > day or not self._pay_one(ledger, paid, each):
                still.append(each)
            elif each.left:
                next_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
                still.append(Waiting(each.case, next_month, each.left - 1))
        self.waiting[purse] = still
        if paid.aids and account.kind != "cash":
            self.lists.append(paid)

    def _pay_one(self, ledger: Ledger, paid: PaidList, waiting: Waiting) -> bool:
        case, amount = waiting.case, waiting.case.asked.granted_amount
        assert amount is not None
        if ledger.most(paid.fund, paid.account) - paid.purse.stays < amount:
            return False
        by_cash = paid.account.kind == "cash"
        method = PaymentMethod.CASH if by_cash else PaymentMethod.BANK
        aid = self._aid(case, paid.day, paid.fund, paid.account, method)
        if aid is None:
            return False
        aid.amount = amount
        if not by_cash:
            assert self.homes is not None
            aid.bank_account = self.homes.accounts[case.household.pk]
            paid.aids.append(aid)
        clerk = ledger.random.choice(self.people.clerks)
        aid.record = ledger.book(entry_of(aid, paid.day), by=clerk)
        self._given(ledger, aid, case, AidState.DELIVERED if by_cash else AidState.PAID)
        return True

    def _aid(
        self, case: Case, day: date, fund: Fund, account: MoneyAccount | None, method: PaymentMethod
    ) -> Aid | None:
        """Return the aid of a month; None where the household has it in that month already."""
        period = day.replace(day=1)
        mark = (case.household.pk, case.asked.kind, period, case.asked.person_id)
        if mark in self.taken:
            return None
        self.taken.add(mark)
        return Aid(
            pk=next(self.keys),
            household=case.household,
            person=case.asked.person,
            kind=case.asked.kind,
            period=period,
            method=method,
            fund=fund,
            account=account,
            given_on=day,
            created_by=case.application.created_by,
        )

    def _given(self, ledger: Ledger, aid: Aid, case: Case, state: AidState) -> None:
        assert aid.given_on is not None
        aid.state, aid.given_by = state, ledger.random.choice(self.people.clerks)
        aid.created_at = aid.updated_at = moment_on(aid.given_on, ledger.random)
        if state == AidState.DELIVERED:
            aid.received_by = str(case.household.head or "Hane halkından biri")
        case.aids.append(aid)
