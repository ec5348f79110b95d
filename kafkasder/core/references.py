"""How any row of any room is named from elsewhere, without an import: by a key and a primary key.

Each room registers the kinds of rows that others may point at in `AppConfig.ready`. A task, a notification or a meeting
keeps `(key, pk)`, and shows the row as the room's own small card, to those alone who may see it::

    REFERENCES.add(Reference(key="loan", label=_("Ödünç"), model=Loan, visible_to=Loan.objects.visible_to, card=_card))
    card = card_for(request.user, "loan", 7)  # None: it is gone, or not this person's to see
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from .registry import Registry
from .viewer import may

Pointer = tuple[str, int]


@dataclass(frozen=True)
class Card:
    """A row in short: what it is called, where its page is, and a few short facts that tell it from others."""

    title: str
    url: str
    facts: tuple[str, ...] = ()
    label: str | Promise = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A kind of row that others may point at. `key` stands in rows and addresses and is never changed.

    `visible_to(viewer)` gives the rows within somebody's sight, with what `card(row)` needs fetched along.
    `search(rows, text)` finds among them, best first; None for rows that nobody looks for.
    """

    key: str
    label: str | Promise
    model: type[Model]
    visible_to: Callable[[Any], QuerySet[Any]]
    card: Callable[[Any], Card]
    search: Callable[[Any, str], QuerySet[Any]] | None = None
    icon: str = "file"
    verb: str = ""
    order: int = 100


REFERENCES: Registry[Reference] = Registry()


def key_of(row: Model) -> str:
    """Return the key of the kind of row that `row` is; LookupError if nobody registered it."""
    for each in REFERENCES.values():
        if isinstance(row, each.model):
            return each.key
    raise LookupError(f"{row._meta.label} is not registered in REFERENCES")


def card_for(viewer: Any, key: str, pk: int) -> Card | None:
    """Return the card of a row; None if it is gone, or not for `viewer` to see."""
    return cards_for(viewer, [(key, pk)]).get((key, pk))


def cards_for(viewer: Any, pointers: Iterable[Pointer]) -> dict[Pointer, Card]:
    """Return the cards of those rows that `viewer` may see, with one query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for key, pk in pointers:
        wanted[key].add(pk)
    return {
        (key, row.pk): _card(REFERENCES[key], row)
        for key, pks in wanted.items()
        if key in REFERENCES  # a room may be gone
        for row in visible_rows(viewer, key).filter(pk__in=pks)
    }


def visible_rows(viewer: Any, key: str) -> QuerySet[Any]:
    """Return the rows of a kind that `viewer` may see."""
    reference = REFERENCES[key]
    return reference.visible_to(viewer) if may(viewer, reference.verb) else reference.model._default_manager.none()


def search(viewer: Any, key: str, text: str) -> QuerySet[Any]:
    """Return the rows of a kind that `viewer` may see and `text` finds; none of a kind that nobody looks for."""
    rows, find = visible_rows(viewer, key), REFERENCES[key].search
    return find(rows, text) if find else rows.none()


def _card(reference: Reference, row: Any) -> Card:
    card = reference.card(row)
    return Card(card.title, card.url, card.facts, card.label or reference.label, card.icon or reference.icon)
