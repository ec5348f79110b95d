"""Deadlines of the law: each room registers in `AppConfig.ready` what of its rows must be done by a day.

The room of meetings keeps them as a calendar of their own, with owner, reminders and proof; no room below imports it::

    SOURCES.add(Source(key="permit", label=_("İzin bitişi"), verb="donations.view_campaigns", find=find_permits))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from .references import Pointer
from .registry import Registry

Papers = Callable[[int], Iterable[tuple[str | Promise, str]]]


def _no_papers(pk: int) -> Iterable[tuple[str | Promise, str]]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that is due. `cause` names it within its source and stays the same when its day moves.

    It is due on `due_on`, or so long after `happened_on` as the term says that `term` names; where neither holds it is
    due never. `pointer` is the row that it is about.
    """

    cause: str
    title: str
    due_on: date | None = None
    happened_on: date | None = None
    term: str = ""
    warn_on: date | None = None
    pointer: Pointer | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where deadlines come from; those with `verb` see them. `basis` names the law.

    `find(today)` gives those that are due from now on, or were and may still be open; what it gives no more is closed.
    `papers(pk)` gives what is ready to print for the row, as labels and addresses.
    """

    key: str
    label: str | Promise
    verb: str
    find: Callable[[date], Iterable[Found]]
    basis: str | Promise = ""
    papers: Papers = _no_papers
    order: int = 100


SOURCES: Registry[Source] = Registry()
