"""What a meeting's decision settles elsewhere: rooms register in `AppConfig.ready` which of their rows need one.

The room of meetings keeps which decision settles which row, and calls the row's room when that is said and when it is
taken back; no room below imports meetings::

    DECIDABLES.add(Decidable(key="book", label=_("Makbuz cildi"), model=Book, verb=…,
                             candidates=…, visible_to=…, settle=…, unsettle=…))
    cards = decisions_on(viewer, "book", book.pk)  # the decisions that settle it; `{% decided_by "book" book.pk %}`
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from .references import Card
from .registry import Registry
from .viewer import Viewer, may

MOST_OFFERED = 100  # rows of a kind, the newest first


def leave(row: Any, said: str, by: Any) -> None:
    """Change nothing in a row that a decision settles: the link alone says it."""


@dataclass(frozen=True, kw_only=True)
class Decidable:
    """A kind of row that a decision can settle. `key` stands in rows and is never changed.

    `candidates(viewer)` gives the rows that may be chosen, best first, to those with `verb`; `visible_to(viewer)` all
    within sight. `settle(row, said, by)` is called in the transaction of the decision, whose number and day `said`
    names, and may refuse by ValidationError; `unsettle` when a wrong link is taken back. Each row says what it is by
    `str` and where its page is by `get_absolute_url`.
    """

    key: str
    label: str | Promise
    model: type[Model]
    verb: str
    candidates: Callable[[Any], QuerySet[Any]]
    visible_to: Callable[[Any], QuerySet[Any]]
    settle: Callable[[Any, str, Any], object] = leave
    unsettle: Callable[[Any, str, Any], object] = leave
    order: int = 100


DECIDABLES: Registry[Decidable] = Registry()
Finder = Callable[[Any, str, int], Sequence[Card]]
_finders: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Have `finder(viewer, key, pk)` tell which decisions settle a row, as far as the viewer sees them."""
    _finders.append(finder)


def decisions_on(viewer: Viewer, key: str, pk: int) -> list[Card]:
    """Return the decisions that settle a row, the newest first."""
    return [card for finder in _finders for card in finder(viewer, key, pk)]


def choices_for(viewer: Viewer) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """Return what a viewer may have a decision settle, in groups of `key:pk` and name."""
    return [
        (kind.label, [(f"{kind.key}:{row.pk}", str(row)) for row in kind.candidates(viewer)[:MOST_OFFERED]])
        for kind in DECIDABLES.for_viewer(viewer)
    ]


def row_of(viewer: Viewer, key: str, pk: int) -> Any:
    """Return a row that the viewer may have settled; None if there is none."""
    kind = DECIDABLES.get(key)
    if kind is None or not may(viewer, kind.verb):
        return None
    return kind.visible_to(viewer).filter(pk=pk).first()
