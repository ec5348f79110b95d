"""What becomes of the demo's gifts: most are taken in; some wait, are refused, cancelled or given back."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from finance.choices import PaymentMethod
from finance.demo.ledger import Ledger, people_with
from finance.demo.places import BANK
from finance.models import FinanceRecord
from kafkasder.core.bulk import copy_rows
from kafkasder.core.days import today

from ..choices import ChequeState
from ..models import Donation, Refund
from ..models.methods import NEEDS_APPROVAL
from ..services.giving import entry_of
from ..states import DonationState

M, S = PaymentMethod, DonationState
_LATELY, _A_WHILE = timedelta(days=9), timedelta(days=45)
_FEW, _CLEARING = 8, timedelta(days=2)
_NOT_PAID = ("Ödeme hesaba geçmedi.", "Bağışçı vazgeçti.", "İki kez kaydedilmiş.")
_GIVEN_BACK = (
    "Bağışçı yanlış tutar göndermiş.",
    "Bağışçı geri istedi.",
    "Şartı yerine getirilemedi.",
    "Mükerrer çekim.",
)
_REJECTED = ("Kullanılamayacak durumda.", "Çekin imzası eksik.", "Son kullanma tarihi geçmiş.")


class Fates:
    """Decides beforehand what will become of each gift, and has it happen on its day."""

    def __init__(self, random: Random, ledger: Ledger) -> None:
        self.random, self.ledger = random, ledger
        self._approvers = people_with("donations.approve_donations")
        self._states: dict[int, DonationState] = {}
        self._happening: dict[date, list[Callable[[date], None]]] = defaultdict(list)
        self._refunds: list[Refund] = []

    def deal(self, donations: Iterable[Donation]) -> None:
        donations = list(donations)
        self._deal_cheques([each for each in donations if each.method == M.CHEQUE])
        for donation in donations:
            if donation.method == M.IN_KIND:
                self._deal_goods(donation)
        plain = [each for each in donations if each.method in (M.BANK, M.ONLINE) and each.currency == "TRY"]
        late = [each for each in plain if each.day > today() - _LATELY]
        for donation in self._some(late, 2 * _FEW):
            self._states[donation.pk] = S.PENDING
        settled = [each for each in plain if each.day <= today() - _A_WHILE]
        chosen = iter(self._some(settled, 5 * _FEW))
        for _number in range(_FEW):
            self._end(next(chosen), S.CANCELLED, self.random.choice(_NOT_PAID))
            self._later(next(chosen), self._refund, 25)
            self._later(next(chosen), partial(self._refund, share=Decimal("0.4")), 25)
        for donation in chosen:
            if donation.method == M.BANK:
                self._later(donation, self._take_back, 3)

    def wait_for(self, donations: Iterable[Donation]) -> None:
        """Leave gifts waiting, such as those of a pile that somebody still types in."""
        self._states |= {donation.pk: S.PENDING for donation in donations}

    def state_of(self, donation: Donation) -> DonationState:
        """Return what a gift is when it is recorded; a cheque that will be paid is a promise still."""
        return self._states.get(donation.pk, S.COMPLETED)

    def recorded(self, donation: Donation) -> None:
        """Give a gift that was just recorded its state, and whoever approved it."""
        donation.state = self.state_of(donation)
        if donation.method in NEEDS_APPROVAL and donation.state not in (S.PENDING, S.REJECTED):
            donation.approved_by = self._another_than(donation.created_by)

    def happen(self, day: date) -> None:
        for event in self._happening.pop(day, ()):
            event(day)

    def write(self) -> None:
        copy_rows(Refund, self._refunds, as_given=["created_at"])

    def _deal_cheques(self, cheques: list[Donation]) -> None:
        """Have most cheques be paid when they are due and some not; of those to come the next ones are at the bank."""
        due: dict[bool, list[Donation]] = {True: [], False: []}
        for cheque in sorted(cheques, key=lambda each: (each.due_on, each.pk)):
            assert cheque.due_on
            cheque.cheque_state = ChequeState.HELD
            if cheque.day > today() - _LATELY:
                self._states[cheque.pk] = S.PENDING
                continue
            self._states[cheque.pk] = S.APPROVED
            due[cheque.due_on + _CLEARING <= today()].append(cheque)
        for cheque in due[False][:3]:
            cheque.cheque_state = ChequeState.PRESENTED
        for number, cheque in enumerate(due[True]):
            assert cheque.due_on
            if number % 11 == 5:
                cheque.cheque_state = ChequeState.DISHONOURED
                self._end(cheque, S.CANCELLED, "Karşılıksız çıktı.")
            else:
                self._happening[cheque.due_on + _CLEARING].append(partial(self._clear, cheque))

    def _deal_goods(self, goods: Donation) -> None:
        if goods.day > today() - _LATELY:
            self._states[goods.pk] = S.PENDING
        elif goods.day > today() - 2 * _LATELY:
            self._states[goods.pk] = S.APPROVED
        elif self.random.random() < 0.05:
            self._end(goods, S.REJECTED, self.random.choice(_REJECTED))

    def _end(self, donation: Donation, state: DonationState, reason: str) -> None:
        self._states[donation.pk], donation.state_reason = state, reason

    def _later(self, donation: Donation, event: Callable[[Donation, date], None], days: int) -> None:
        day = donation.day + timedelta(days=days + self.random.randint(0, 10))
        self._happening[day].append(partial(event, donation))

    def _some(self, donations: list[Donation], count: int) -> list[Donation]:
        return self.random.sample(donations, min(count, len(donations)))

    def _another_than(self, user: Any) -> Any:
        return self.random.choice([each for each in self._approvers if each != user])

    # What happens on a day

    def _clear(self, cheque: Donation, day: date) -> None:
        cheque.record = self.ledger.book(replace(entry_of(cheque), day=day), by=cheque.created_by)
        cheque.state, cheque.cheque_state = S.COMPLETED, ChequeState.CLEARED
        cheque.completed_at, cheque.updated_at = cheque.record.decided_at, cheque.record.created_at

    def _refund(self, donation: Donation, day: date, share: Decimal = Decimal(1)) -> None:
        amount = donation.amount if share == 1 else max(donation.amount * share // 10 * 10, Decimal(10))
        account = donation.account if donation.settled_on is None else self.ledger.places.account(BANK)
        if self.ledger.most(donation.fund, account) < amount:
            return
        reason = self.random.choice(_GIVEN_BACK)
        record = self._reverse(donation, amount, day, f"{donation} iadesi: {reason}", account=account)
        donation.refunded, donation.updated_at = amount, record.created_at
        if amount == donation.amount:
            donation.state, donation.state_reason = S.REFUNDED, reason
        refund = Refund(donation=donation, amount=amount, day=day, reason=reason, record=record)
        refund.created_by, refund.created_at = record.created_by, record.created_at  # type: ignore[assignment]
        self._refunds.append(refund)

    def _take_back(self, donation: Donation, day: date) -> None:
        if self.ledger.most(donation.fund, donation.account) < donation.amount:
            return
        reason = "Başka bağışçının bağışı olarak kaydedilmiş."
        record = self._reverse(donation, donation.amount, day, f"{donation} iptali: {reason}")
        donation.state, donation.state_reason, donation.updated_at = S.CANCELLED, reason, record.created_at

    def _reverse(self, donation: Donation, amount: Decimal, day: date, text: str, **more: Any) -> FinanceRecord:
        entry = replace(entry_of(donation), amount=-amount, day=day, description=text, **more)
        return self.ledger.book(entry, by=donation.created_by, reverses=donation.record)
