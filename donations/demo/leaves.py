"""The demo's receipt books: who may collect, which books they had when, and a receipt on each leaf without a gap.

Cash and goods that no leaf is written for have an e-receipt of the ministry's system.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from finance.demo.ledger import moment_on, people_with
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.days import today
from kafkasder.core.money_words import money_words

from ..choices import LEAVES, ReceiptKind
from ..models import BookHandover, CollectorAuthorization, Donation, DonationItem, Receipt, ReceiptBook
from ..policy import RECEIPTED
from ..services.receipts import income_of
from ..states import BookState, DonationState, ReceiptState

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_VOIDED = 17  # the place in a book of the leaf that was spoiled
_COLLECTORS = 3


@dataclass(frozen=True)
class _Plan:
    """A book: what it is for, its numbers, who has it (`collectors` by place), between which shares of the time."""

    kind: ReceiptKind
    first: int
    last: int
    collector: int
    begins: float
    ends: float
    used: int
    spoiled: bool = False
    is_open: bool = False


_PLANS = (
    _Plan(ReceiptKind.CASH, 1, 50, 0, 0.02, 0.34, LEAVES, spoiled=True),
    _Plan(ReceiptKind.CASH, 51, 100, 3, 0.46, 0.90, LEAVES),
    _Plan(ReceiptKind.CASH, 101, 150, 1, 0.10, 0.44, LEAVES, spoiled=True),
    _Plan(ReceiptKind.CASH, 151, 200, 2, 0.36, 0.70, LEAVES),
    _Plan(ReceiptKind.CASH, 201, 300, 1, 0.72, 1.00, 38, spoiled=True, is_open=True),
    _Plan(ReceiptKind.IN_KIND, 1, 100, 2, 0.02, 1.00, 62, is_open=True),
)


class Leaves:
    """Writes the receipts of gifts that were taken in."""

    def __init__(self, random: Random, first: date) -> None:
        self.random, self._first = random, first
        self._clerks = people_with("donations.issue_receipts")
        self._people = self._clerks[:_COLLECTORS]
        others = [each for each in people_with("donations.view_donors") if each not in self._clerks]
        self._people += [self._clerks[0]] * (_COLLECTORS - len(self._people)) + (others or self._clerks)[-1:]
        self._receipts: list[Receipt] = []
        self._books: list[ReceiptBook] = []
        self._handovers: list[BookHandover] = []

    def write_on(self, donations: Iterable[Donation], items: dict[int, list[DonationItem]]) -> None:
        """Give all cash and goods that were taken in a leaf, or the number of an e-receipt."""
        self._items = items
        self._authorize()
        waiting = [each for each in donations if each.method in RECEIPTED and each.state == DonationState.COMPLETED]
        keys = reserve_keys(ReceiptBook, len(_PLANS))
        for plan, key in zip(_PLANS, keys, strict=True):
            waiting = self._fill(plan, key, waiting)
        for number, donation in enumerate(waiting, 1):
            donation.derbis_number = f"DRB-{donation.day.year}-{number:06d}"
            donation.collector = self._people[number % 2]

    def write(self) -> None:
        copy_rows(ReceiptBook, self._books, as_given=("created_at", "updated_at"))
        copy_rows(BookHandover, self._handovers)
        copy_rows(Receipt, self._receipts, as_given=["created_at"])

    def _authorize(self) -> None:
        """Let two collect for a year at a time, one for as long as they sit on the board, and one no longer."""
        self._rights: list[CollectorAuthorization] = []
        years = [(date(year, 1, 1), date(year, 12, 31)) for year in (self._first.year, self._first.year + 1)]
        for place in (0, 1):
            for begins, ends in years:
                self._right(place, begins, ends)
        self._right(2, self._first - timedelta(days=100), self._first + timedelta(days=1_300), board_member=True)
        begins = self._day(_PLANS[1].begins) - timedelta(days=3)
        self._right(3, begins, min(begins + timedelta(days=364), self._day(_PLANS[1].ends) + timedelta(days=5)))

    def _right(self, place: int, begins: date, ends: date, *, board_member: bool = False) -> None:
        right = CollectorAuthorization(person=self._people[place], valid_from=begins, valid_to=ends)
        right.board_member, right.decision = board_member, f"Örnek karar {begins.year}/{place + 3}"
        right.save()
        self._rights.append(right)

    def _day(self, share: float) -> date:
        return self._first + timedelta(days=round((today() - self._first).days * share))

    def _fill(self, plan: _Plan, key: int, waiting: list[Donation]) -> list[Donation]:
        """Write a book full, or as far as it is; return the gifts that still wait."""
        begins, ends = self._day(plan.begins), self._day(plan.ends)
        if plan.is_open and plan.kind == ReceiptKind.CASH:
            begins = max(begins, date(begins.year, 1, 2))
        fits = [each for each in waiting if RECEIPTED[each.method] == plan.kind and begins <= each.day <= ends]
        count = plan.used - plan.spoiled
        chosen = sorted(self.random.sample(fits, min(count, len(fits))), key=lambda each: (each.day, each.pk))
        book = ReceiptBook(pk=key, kind=plan.kind, series="A", first=plan.first, last=plan.last, next_number=plan.first)
        book.printed_by, book.decision = "Örnek Matbaa", f"Örnek karar {begins.year}/2"
        book.received_on = begins - timedelta(days=8)
        book.created_at = book.updated_at = moment_on(book.received_on, self.random)
        self._books.append(book)
        person = self._people[plan.collector]
        for place, donation in enumerate(chosen):
            if plan.spoiled and place == _VOIDED:
                self._leaf(book, donation, person, void="Yanlış yazıldı.")
            self._leaf(book, donation, person)
            donation.collector = person
        self._hand_over(book, plan, begins, chosen)
        taken = {donation.pk for donation in chosen}
        return [each for each in waiting if each.pk not in taken]

    def _hand_over(self, book: ReceiptBook, plan: _Plan, begins: date, chosen: list[Donation]) -> None:
        person = self._people[plan.collector]
        handover = BookHandover(book=book, holder=person, delivered_on=begins, first_number=plan.first)
        handover.delivered_by, handover.due_on = self._clerks[0], self._due(person, begins)
        if plan.is_open or not chosen:
            book.state, book.holder = BookState.DELIVERED, person
        else:
            handover.returned_on = max(chosen[-1].day, begins)
            handover.returned_to, handover.last_number = self._clerks[0], book.next_number
            is_full = book.next_number > book.last
            book.state = BookState.CLOSED if is_full else BookState.RETURNED
        self._handovers.append(handover)

    def _due(self, person: Any, day: date) -> date:
        right = self._right_on(person, day)
        return right.valid_to if right else day

    def _right_on(self, person: Any, day: date) -> CollectorAuthorization | None:
        return next((each for each in self._rights if each.person == person and each.holds_on(day)), None)

    def _leaf(self, book: ReceiptBook, donation: Donation, person: Any, *, void: str = "") -> None:
        donor, at = donation.donor, moment_on(donation.day, self.random)
        by = person if person in self._clerks else self._clerks[0]
        with override("tr"):
            receipt = Receipt(
                book=book,
                kind=book.kind,
                series=book.series,
                number=book.next_number,
                donation=donation,
                day=donation.day,
                payer_name=str(donor),
                payer_number=donor.number,
                payer_address=", ".join(filter(None, (donor.address, donor.place))),
                income=income_of(donation),
                amount=donation.amount,
                currency=donation.currency,
                amount_words=money_words(donation.amount, donation.currency),
                goods=[_told(item) for item in self._items.get(donation.pk, ())],
                note=donation.fund.receipt_text,
                collector=person,
                collector_name=person.full_name,
                collector_duty=person.title,
                authorization=self._right_on(person, donation.day),
                code="".join(self.random.choices(_LETTERS, k=12)),
                issued_by=by,
                created_at=at,
            )
        if void:
            receipt.state, receipt.void_reason = ReceiptState.VOID, void
            receipt.voided_by, receipt.voided_at = by, min(at + timedelta(minutes=4), timezone.now())
        book.next_number += 1
        self._receipts.append(receipt)


def _told(item: DonationItem) -> dict[str, str]:
    quantity = f"{item.quantity:g}"
    return {"what": item.category, "quantity": quantity, "unit": str(item.get_unit_display()), "value": f"{item.value}"}
