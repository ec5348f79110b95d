"""What became of the numbers of each series, who holds which book, and what collectors have not handed over yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from finance import rules
from finance.choices import AccountKind, RuleKey
from finance.models import Balance, MoneyAccount, Posting

from .choices import ReceiptKind
from .models import BookHandover, CollectorAuthorization, Receipt, ReceiptBook
from .states import BookState, ReceiptState

REMIND_BEFORE = timedelta(days=30)
NEARLY_FULL = 10
"""How few leaves of a book make one think of the next one."""


@dataclass
class Line:
    """What became of the numbers of one series."""

    kind: str
    series: str
    registered: int = 0
    given: int = 0
    void: int = 0
    left: int = 0
    given_up: int = 0
    missing: list[tuple[int, int]] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(ReceiptKind(self.kind).label)

    @property
    def valid(self) -> int:
        return self.given - self.void

    @property
    def gaps(self) -> list[str]:
        """The runs of numbers between the books of the series that no book holds."""
        return [f"{self.series}-{first:07d} – {last:07d}" for first, last in self.missing]


@dataclass(frozen=True)
class Float:
    """Cash that somebody who collects keeps: all of it, and what should have been handed over by now."""

    account: MoneyAccount
    held: Decimal
    overdue: Decimal


def series_lines() -> list[Line]:
    """Return one line for each series of each kind of document; the void leaves are few and have an index."""
    void = dict(Receipt.objects.filter(state=ReceiptState.VOID).values_list("book").annotate(Count("pk")))
    books = ReceiptBook.objects.order_by("kind", "series", "first")
    return [_line(kind, series, rows, void) for (kind, series), rows in groupby(books, key=_series_of)]


def _series_of(book: ReceiptBook) -> tuple[str, str]:
    return book.kind, book.series


def _line(kind: str, series: str, books: Iterable[ReceiptBook], void: dict[int, int]) -> Line:
    line, expected = Line(kind, series), 0
    for book in books:
        if expected and book.first > expected:
            line.missing.append((expected, book.first - 1))
        expected = book.last + 1
        line.registered += book.last - book.first + 1
        line.given += book.next_number - book.first
        line.void += void.get(book.pk, 0)
        if book.state == BookState.CLOSED:
            line.given_up += book.left
        else:
            line.left += book.left
    return line


def open_handovers() -> QuerySet[BookHandover]:
    """Return who has which book, the one that is due first before the others."""
    rows: QuerySet[BookHandover] = BookHandover.objects.filter(returned_on=None).select_related("book", "holder")
    return rows.order_by("due_on", "pk")


def late_handovers(day: date) -> QuerySet[BookHandover]:
    return open_handovers().filter(due_on__lt=day)


def floats(day: date) -> list[Float]:
    """Return the cash that collectors keep; what came in first is what goes out first.

    A float is a cash box kept by somebody who collects and does not keep the association's books. Money may stay in it
    for as many days as the rule says, and for two working days above the sum that the rule names.
    """
    boxes = list(_boxes())
    if not boxes:
        return []
    held = _sums(Balance.objects.filter(account__in=boxes))
    days = rules.value_of(RuleKey.HANDOVER_DAYS, day)
    most = rules.value_of(RuleKey.HANDOVER_SOON_OVER, day)
    fresh = _came_in(boxes, day - timedelta(days=int(days))) if days is not None else held
    soon = _came_in(boxes, two_working_days_before(day))
    found = []
    for box in boxes:
        amount, nothing = held.get(box.pk, Decimal()), Decimal()
        late = amount - fresh.get(box.pk, nothing)
        if most is not None and box.currency == "TRY" and amount > most:
            late = max(late, amount - soon.get(box.pk, nothing))
        if amount:
            found.append(Float(box, amount, max(late, nothing)))
    return found


def two_working_days_before(day: date) -> date:
    """Return the day after whose end money has been there for two working days; holidays are not known here."""
    left = 2
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _boxes() -> QuerySet[MoneyAccount]:
    users: Any = get_user_model()._default_manager
    keepers = users.with_verb("finance.record_finance").values("pk")
    collects = Exists(CollectorAuthorization.objects.filter(person=OuterRef("keeper")))
    boxes = MoneyAccount.objects.filter(collects, kind=AccountKind.CASH, keeper__isnull=False)
    found: QuerySet[MoneyAccount] = (
        boxes.exclude(keeper__in=keepers).select_related("keeper").order_by("name_key", "pk")
    )
    return found


def _came_in(boxes: list[MoneyAccount], since: date) -> dict[int, Decimal]:
    """Return what came into each box on `since` or later."""
    return _sums(Posting.objects.filter(account__in=boxes, day__gte=since, amount__gt=0))


def _sums(rows: QuerySet[Any]) -> dict[int, Decimal]:
    return dict(rows.order_by().values_list("account").annotate(Sum("amount")))


def nearly_full() -> QuerySet[ReceiptBook]:
    """Return the books in use that have few leaves left."""
    rows = ReceiptBook.objects.in_use().select_related("holder")
    found: QuerySet[ReceiptBook] = rows.filter(next_number__gt=F("last") - NEARLY_FULL).order_by("pk")
    return found


def ending(day: date, within: timedelta) -> QuerySet[CollectorAuthorization]:
    """Return the authorisations that end soon and that no other one of the same person outlives."""
    later = CollectorAuthorization.objects.filter(
        person=OuterRef("person"), revoked_on=None, valid_to__gt=OuterRef("valid_to")
    )
    rows = CollectorAuthorization.objects.filter(~Exists(later), revoked_on=None)
    found: QuerySet[CollectorAuthorization] = rows.filter(valid_to__gte=day, valid_to__lte=day + within)
    return found.select_related("person").order_by("valid_to", "pk")
