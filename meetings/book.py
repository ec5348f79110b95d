"""The decision books: which there are, and whether a number is missing in one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from .choices import Book
from .models import Decision, DecisionSeries


@dataclass
class BookYear:
    """A book in a year: how many decisions it holds, the last number that was given, and those that are not there."""

    book: str
    year: int
    last: int
    numbers: set[int] = field(default_factory=set)

    @property
    def label(self) -> str:
        return str(Book(self.book).label)

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def missing(self) -> list[int]:
        return [number for number in range(1, max(self.last, *self.numbers, 0) + 1) if number not in self.numbers]


def book_years() -> list[BookYear]:
    """Return all books by year, the newest first, with two queries."""
    found = {(each.book, each.year): BookYear(each.book, each.year, each.last) for each in DecisionSeries.objects.all()}
    numbers: dict[tuple[str, int], set[int]] = defaultdict(set)
    for book, year, number in Decision.objects.values_list("book", "year", "number"):
        numbers[book, year].add(number)
    for (book, year), there in numbers.items():
        found.setdefault((book, year), BookYear(book, year, 0)).numbers = there
    order = list(Book.values)
    return sorted(found.values(), key=lambda each: (-each.year, order.index(each.book)))


def gaps() -> Iterator[tuple[str, int, int]]:
    """Yield the book, year and number of each decision that was numbered and is not there."""
    for each in book_years():
        for number in each.missing:
            yield each.book, each.year, number


def decisions_of(book: str, year: int) -> QuerySet[Any]:
    """Return the decisions of a book in a year, as they were numbered, with all that a printed page says."""
    rows: QuerySet[Any] = Decision.objects.filter(book=book, year=year).order_by("number")
    return rows.select_related("meeting").prefetch_related(
        "corrections__by", "votes__participant__user", "meeting__participants__user"
    )
