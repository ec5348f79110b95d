"""The book of a year: its lines in order, what is carried from page to page, and its sums by category.

Amounts of two currencies are never added: each sum is one of each currency.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Sum
from django.utils.formats import date_format

from .choices import EXPENSE_CATEGORIES, INCOME_CATEGORIES, Category, Direction
from .documents import with_documents
from .models import FinanceRecord, LedgerTotal
from .periods import after

LINES: Final = 100
"""How many lines a page on the screen has."""

Sums = dict[str, Decimal]


@dataclass(frozen=True)
class Span:
    """A year of the book, or one month of it."""

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return after(self.first) if self.month else date(self.year + 1, 1, 1)

    @property
    def slug(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def query(self) -> str:
        """What its page's address ends in."""
        return f"yil={self.year}&ay={self.month}" if self.month else f"yil={self.year}"

    def __str__(self) -> str:
        return date_format(self.first, "F Y") if self.month else str(self.year)


@dataclass
class Sides:
    """Sums of incomes and of expenses, by currency."""

    income: Sums = field(default_factory=dict)
    expense: Sums = field(default_factory=dict)

    def add(self, direction: str, currency: str, amount: Decimal) -> None:
        side = self.income if direction == Direction.INCOME else self.expense
        side[currency] = side.get(currency, Decimal(0)) + amount

    def plus(self, other: "Sides") -> "Sides":
        together = Sides(dict(self.income), dict(self.expense))
        for direction, side in ((Direction.INCOME, other.income), (Direction.EXPENSE, other.expense)):
            for currency, amount in side.items():
                together.add(direction, currency, amount)
        return together


@dataclass(frozen=True)
class BookPage:
    """Some lines, what was carried to them, what they make, and what is carried on."""

    page: "Page[FinanceRecord]"
    carried: Sides
    own: Sides

    @property
    def onward(self) -> Sides:
        return self.carried.plus(self.own)


def lines(span: Span, *, numbered: bool = False) -> "QuerySet[FinanceRecord]":
    """Return the approved records of a span in the book's order; `numbered` leaves out what has no number yet."""
    rows = FinanceRecord.objects.approved().filter(day__gte=span.first, day__lt=span.end)
    rows = rows.filter(number__isnull=False) if numbered else rows
    return with_documents(rows.order_by("day", "pk").defer("words"))


@dataclass(frozen=True)
class Printable:
    """How many of a span's records have their number, and how many wait for their month to be locked."""

    numbered: int
    drafts: int


def printable(span: Span) -> Printable:
    """Return what of a span can be printed as the book, and what as a draft only."""
    counted = lines(span).order_by().aggregate(numbered=Count("number"), all=Count("pk"))
    return Printable(counted["numbered"], counted["all"] - counted["numbered"])


def page_of(span: Span, number: int) -> BookPage:
    """Return a page of the book as the screen shows it, also what has no number yet."""
    rows = lines(span)
    page = Paginator(rows, LINES).get_page(number)
    carried = before(span)
    if page.number > 1:
        earlier = rows.values("pk")[: page.start_index() - 1]
        carried = carried.plus(_sides(FinanceRecord.objects.filter(pk__in=earlier)))
    own = Sides()
    for record in page:
        own.add(record.direction, record.currency, record.amount)
    return BookPage(page, carried, own)


def before(span: Span) -> Sides:
    """Return what the year's months before a month make."""
    if not span.month or span.month == 1:
        return Sides()
    return _sides(LedgerTotal.objects.filter(day__gte=date(span.year, 1, 1), day__lt=span.first))


def _sides(rows: "QuerySet[Any]") -> Sides:
    sides = Sides()
    sums = rows.order_by().values_list("direction", "currency").annotate(Sum("amount"))
    for direction, currency, amount in sums.order_by("currency"):
        sides.add(direction, currency, amount)
    return sides


@dataclass(frozen=True)
class CategoryLine:
    """What a category made in a year and in the one before, by currency."""

    label: Any
    now: Sums
    then: Sums


@dataclass(frozen=True)
class Side:
    """The categories of one side in which anything happened, and what they make together."""

    direction: Direction
    lines: list[CategoryLine]
    now: Sums
    then: Sums


def year_sums(year: int) -> list[Side]:
    """Return both sides of a year by the categories of the yearly declaration, beside the year before."""
    rows = LedgerTotal.objects.filter(day__gte=date(year - 1, 1, 1), day__lt=date(year + 1, 1, 1))
    grouped = rows.values_list("category", "currency", "day__year").annotate(Sum("amount"))
    sums: dict[tuple[str, bool], Sums] = {}
    for category, currency, when, amount in grouped.order_by("category", "currency", "day__year"):
        if amount:
            sums.setdefault((category, when == year), {})[currency] = amount
    return [
        _side(Direction.INCOME, [code for code, _label in INCOME_CATEGORIES], sums),
        _side(Direction.EXPENSE, [code for code, _label in EXPENSE_CATEGORIES], sums),
    ]


def _side(direction: Direction, categories: Iterable[str], sums: dict[tuple[str, bool], Sums]) -> Side:
    found = [
        CategoryLine(Category(code).label, sums.get((code, True), {}), sums.get((code, False), {}))
        for code in categories
        if (code, True) in sums or (code, False) in sums
    ]
    return Side(direction, found, _together(line.now for line in found), _together(line.then for line in found))


def _together(parts: Iterable[Sums]) -> Sums:
    sums: Sums = {}
    for part in parts:
        for currency, amount in part.items():
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return sums
