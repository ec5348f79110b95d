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


@dataclass(frozen=True)
class Ready:
    """What lies ready for a duty: a document to print, or the page on which it is done; shown to those with `verb`."""

    label: str | Promise
    url: str
    verb: str = ""
    icon: str = "print"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that is due. `cause` names it within its source and stays the same when its day moves.

    It is due on `due_on`, or so long after `happened_on` as the term says that `term` names; where neither holds it is
    due never. `pointer` is the row that it is about, `owner_pk` the user who minds it until somebody says otherwise.
    """

    cause: str
    title: str
    due_on: date | None = None
    happened_on: date | None = None
    term: str = ""
    warn_on: date | None = None
    pointer: Pointer | None = None
    owner_pk: int | None = None


def _nothing(cause: str, pk: int | None) -> Iterable[Ready]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where deadlines come from; those with `verb` see them. `basis` names the law.

    `find(today)` gives those that are due from now on, or were and may still be open; what it gives no more is closed.
    `ready(cause, pk)` gives what lies ready for one of them, by its cause and the key of its row.
    """

    key: str
    label: str | Promise
    verb: str
    find: Callable[[date], Iterable[Found]]
    basis: str | Promise = ""
    ready: Callable[[str, int | None], Iterable[Ready]] = _nothing
    order: int = 100


SOURCES: Registry[Source] = Registry()
