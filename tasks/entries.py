"""What stands in the calendar and in the feed of a person: rooms register where their entries come from.

A room above this one, such as meetings, adds its own in `AppConfig.ready`::

    entries.register(EntrySource(key="meetings", label=_("Toplantılar"), verb=…, entries=…, events=…))
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.functional import Promise

from kafkasder.core.registry import Registry
from kafkasder.core.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A thing on a day of the calendar page; a `faint` one is not there yet, as what a repeating task will bring."""

    key: str
    day: date
    title: str
    url: str
    at: time | None = None
    icon: str = "task"
    late: bool = False
    closed: bool = False
    faint: bool = False

    @property
    def order(self) -> tuple[time, bool, str]:
        """What has no hour is on top of its day."""
        return (self.at or time.min, self.faint, self.key)


@dataclass(frozen=True, kw_only=True)
class Event:
    """A thing in the calendar feed; `uid` stays with it, and `changed_at` grows with each change.

    What keeps somebody `busy` takes its time of their day. `sequence` counts its changes of time and place, where the
    room counts them; else it is the time between `created_at` and `changed_at`.
    """

    uid: str
    day: date
    title: str
    path: str
    created_at: datetime
    changed_at: datetime
    at: time | None = None
    minutes: int = 30
    text: str = ""
    place: str = ""
    busy: bool = False
    cancelled: bool = False
    sequence: int | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EntrySource:
    """Where entries come from: those of the days `first` to `last` that a viewer sees, only their own if `mine`.

    `events` are what the feed of a person holds: what concerns themselves.
    """

    key: str
    label: str | Promise
    verb: str
    entries: Callable[[Any, date, date, bool], Iterable[Entry]]
    events: Callable[[Any], Iterable[Event]]
    order: int = 100


_sources: Registry[EntrySource] = Registry()


def register(source: EntrySource) -> None:
    """Put the entries of a room into the calendar and the feed."""
    _sources.add(source)


def may_see_any(viewer: Viewer) -> bool:
    """Whether there is a source for this viewer."""
    return next(_sources.for_viewer(viewer), None) is not None


def entries_for(viewer: Any, first: date, last: date, *, mine: bool) -> Iterator[Entry]:
    for source in _sources.for_viewer(viewer):
        yield from source.entries(viewer, first, last, mine)


def events_for(person: Any) -> Iterator[Event]:
    for source in _sources.for_viewer(person):
        yield from source.events(person)
