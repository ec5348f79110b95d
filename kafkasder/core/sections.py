"""What rooms show on the record pages of rooms below them: sections, facts of the summary, entries of the timeline.

A page has a name, such as `household`. Rooms register in `AppConfig.ready`::

    SECTIONS.add(
        Section(page="household", key="aid", order=40, verb="aid.view_applications",
                context=lambda viewer, household: {"applications": …}, template="aid/_household.html")
    )
    SUMMARY_FACTS.add(SummaryFact(page="household", key="aid", verb=…, label=_("Son yardım"), value=last_aid))
    TIMELINE_SOURCES.add(
        TimelineSource(page="household", key="aid", verb=…, label=_("Yardım"), entries=aid_entries)
    )

The page draws each section in a live fragment of its own, named by its key. What is shown may differ from viewer to
viewer by more than verbs; `alike` says for whom it does not, so that one render serves all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

from .timeline import Entry
from .viewer import Viewer, may


def _everybody(viewer: Viewer) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class OnPage:
    """Something that a room adds to the page of a record; `key` is told once on a page, and never changed.

    Who lacks `verb` sees nothing of it, and nothing is asked for them. `alike(viewer)` is whether all viewers with the
    verbs of `viewer` see the same of it; it may ask for verbs only.
    """

    page: str
    key: str
    verb: str = ""
    order: int = 100
    alike: Callable[[Viewer], bool] = _everybody


@dataclass(frozen=True, kw_only=True)
class Section(OnPage):
    """A card of a record's page. `context(viewer, row)` gives what `template` draws; None draws nothing at all."""

    context: Callable[[Any, Any], Mapping[str, Any] | None]
    template: str


@dataclass(frozen=True, kw_only=True)
class SummaryFact(OnPage):
    """A short fact at the head of a record's page; an empty `value(viewer, row)` is not shown."""

    label: str | Promise
    value: Callable[[Any, Any], Any]


@dataclass(frozen=True, kw_only=True)
class TimelineSource(OnPage):
    """What else happened to a record: `entries(viewer, row, most)` are the newest `most`, newest first.

    The timeline can be narrowed to one source by its `label`; the address names it by its key.
    """

    label: str | Promise
    entries: Callable[[Any, Any, int], Iterable[Entry]]


T = TypeVar("T", bound=OnPage)


class PageRegister(Generic[T]):
    """What was registered for each page."""

    def __init__(self) -> None:
        self._things: dict[tuple[str, str], T] = {}

    def add(self, thing: T) -> None:
        """Register `thing`; raise ValueError where its page has one of that key."""
        if (thing.page, thing.key) in self._things:
            raise ValueError(f"{thing.page}: {thing.key!r} is registered twice")
        self._things[thing.page, thing.key] = thing

    def on(self, page: str, viewer: Viewer) -> Iterator[T]:
        """Yield in order what the page has for a viewer with these verbs."""
        for thing in sorted(self._things.values(), key=lambda each: (each.order, each.key)):
            if thing.page == page and may(viewer, thing.verb):
                yield thing

    def alike(self, page: str, viewer: Viewer) -> bool:
        """Whether all viewers with the verbs of `viewer` see the same of all that the page has."""
        return all(thing.alike(viewer) for thing in self.on(page, viewer))


SECTIONS: PageRegister[Section] = PageRegister()
SUMMARY_FACTS: PageRegister[SummaryFact] = PageRegister()
TIMELINE_SOURCES: PageRegister[TimelineSource] = PageRegister()


@dataclass(frozen=True)
class Drawn:
    """A section with what its template draws; None where there is nothing to draw."""

    key: str
    template: str
    context: Mapping[str, Any] | None = field(default=None)


def sections_of(page: str, viewer: Any, row: Any) -> list[Drawn]:
    """Return the sections of a record's page; the tag `drawn_section` draws one inside of a live fragment."""
    return [Drawn(each.key, each.template, each.context(viewer, row)) for each in SECTIONS.on(page, viewer)]


def summary_facts_of(page: str, viewer: Any, row: Any) -> list[tuple[str | Promise, Any]]:
    """Return the facts at the head of a record's page that have a value."""
    told = ((each.label, each.value(viewer, row)) for each in SUMMARY_FACTS.on(page, viewer))
    return [(label, value) for label, value in told if value not in (None, "")]


def same_for_equal_verbs(page: str, viewer: Viewer) -> bool:
    """Whether all that rooms show on a page is the same for everybody with the verbs of `viewer`."""
    return all(register.alike(page, viewer) for register in (SECTIONS, SUMMARY_FACTS, TIMELINE_SOURCES))
