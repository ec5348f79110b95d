"""What a written visit tells, and what it told before each correction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format

from kafkasder.core.text import capitalised

from .models import HomeVisit, VisitCorrection

WORDS = ("visited_on", "met", "people_seen", "home_state", "findings", "needs", "advice")


@dataclass(frozen=True)
class Former:
    """How something was told before a correction."""

    text: str
    correction: VisitCorrection


@dataclass(frozen=True)
class Told:
    """One thing that a visit tells, and its former words, the newest first."""

    label: str
    text: str
    former: list[Former] = field(default_factory=list)


def told_of(visit: HomeVisit, corrections: Iterable[VisitCorrection]) -> list[Told]:
    """Return all that a visit tells, in the order of its form; `corrections` are its own, oldest first."""
    told = {name: Told(label_of(name), words_of(name, getattr(visit, name))) for name in WORDS}
    for correction in reversed(list(corrections)):
        for name, value in correction.former.items():
            told[name].former.append(Former(words_of(name, value), correction))
    return list(told.values())


def former_words(correction: VisitCorrection) -> Iterator[tuple[str, str]]:
    """Yield what a visit told before a correction, each with its label."""
    for name in WORDS:
        if name in correction.former:
            yield label_of(name), words_of(name, correction.former[name])


def label_of(name: str) -> str:
    return capitalised(str(HomeVisit._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def words_of(name: str, value: Any) -> str:
    """Write a value of a visit as its page tells it; a correction has kept days as texts."""
    if value in (None, ""):
        return ""
    if name == "visited_on":
        return str(date_format(date.fromisoformat(value) if isinstance(value, str) else value, "j F Y"))
    choices = dict(HomeVisit._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value))
