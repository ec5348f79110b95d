"""Pages of a long list: by number, counted from the nearer end, and by the row that a page follows."""

from collections.abc import Iterator
from dataclasses import dataclass

from .order import Order, Rows

SIZES = (25, 50, 100)
DEEP = 5_000  # rows from either end; further in, the next page is reached from the last row and not by its number


@dataclass(frozen=True)
class Page:
    """The place of a page in its list."""

    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        return min(self.start + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def is_deep(self) -> bool:
        return DEEP < self.last < self.total - DEEP


def keys_of_page(rows: Rows, order: Order, page: Page) -> Rows:
    """Return, as a subquery, the keys of the rows of `page`, and nothing else of them: deep pages stay quick."""
    if page.start <= page.total // 2:
        return order.sorted(rows).values("pk")[page.start : page.start + page.size]
    end = page.total - page.start
    return order.sorted(rows, backwards=True).values("pk")[max(end - page.size, 0) : end]


def keys_after(rows: Rows, order: Order, pk: int, size: int, origin: Rows) -> Rows | None:
    """Return, as a subquery, the keys of the `size` rows after the row `pk` of `origin`; None without such a row."""
    following = order.after(rows, pk, origin)
    return None if following is None else order.sorted(following).values("pk")[:size]


def elided(page: Page) -> Iterator[int | None]:
    """Yield the page numbers that the pager shows: the ends, the neighbours, and None for each gap."""
    shown = {1, page.count, *range(page.number - 1, page.number + 2)}
    before = 0
    for number in sorted(shown & set(range(1, page.count + 1))):
        if number == before + 2:
            yield number - 1
        elif number > before + 1:
            yield None
        yield number
        before = number
