"""Calling people by `@Ayşe Yılmaz` in what is written."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .text import fold

_AT = re.compile(r"(?<![\w@])@(?=\w)")


def calls_somebody(text: str) -> bool:
    """Tell whether whoever wrote this means to call somebody, be it by a name that nobody here has."""
    return _AT.search(text) is not None


def longest_names_first(people: Iterable[Any]) -> list[Any]:
    return sorted(people, key=lambda person: -len(person.full_name))


def people_called(text: str, people: Iterable[Any]) -> list[Any]:
    """Return those of `people` whose whole names follow an @ in `text`; of two names the longer one."""
    found = {person.pk: person for _start, _end, person in names_in(text, longest_names_first(people))}
    return list(found.values())


def names_in(text: str, people: list[Any]) -> Iterator[tuple[int, int, Any]]:
    """Yield where in `text` which of the people is called, longest names first in `people`."""
    for at in _AT.finditer(text):
        for person in people:
            end = at.end() + len(person.full_name)
            ends = not text[end : end + 1].isalnum()
            if person.full_name and ends and fold(text[at.end() : end]) == fold(person.full_name):
                yield at.start(), end, person
                break


def with_names_marked(
    text: str, people: Iterable[Any], written: Callable[[str], str] = conditional_escape
) -> SafeString:
    """Return `text` as HTML with the names of those of `people` marked whom it calls; the rest is `written` as HTML."""
    pieces, end = [], 0
    for start, after, person in names_in(text, longest_names_first(people)):
        marked = format_html('<span class="mention-called">@{}</span>', person.full_name)
        pieces += [written(text[end:start]), marked]
        end = after
    pieces.append(written(text[end:]))
    return mark_safe("".join(pieces))
