"""What kinds of duties there are: those of all rooms' sources, and those that are written down by hand."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise

from kafkasder.core.deadlines import SOURCES

from .own_duties import BY_HAND, OTHER, OTHER_LABEL


def kind_choices() -> list[tuple[str, str | Promise]]:
    found: list[tuple[str, str | Promise]] = [
        (each.key, each.label) for each in sorted(SOURCES.values(), key=lambda each: (each.order, each.key))
    ]
    return [*found, *((key, label) for key, (label, _term) in BY_HAND.items()), (OTHER, OTHER_LABEL)]


class Kinds(Sequence[tuple[str, str | Promise]]):
    """The same as a sequence that looks again each time: rooms register their sources after this was made."""

    def __len__(self) -> int:
        return len(kind_choices())

    def __getitem__(self, place: Any) -> Any:
        return kind_choices()[place]


def kind_label(kind: str) -> str:
    """Return what a kind is called; its key where its room is gone."""
    return str(dict(kind_choices()).get(kind, kind))
