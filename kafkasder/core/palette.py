"""The search palette: rooms register sources, a search asks those that the viewer may read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .lists.private import is_personal
from .navigation import menu_for, quick_add_for
from .registry import Registry
from .text import fold_words
from .viewer import Viewer

HITS_FOR_A_SOURCE = 6
ENOUGH = HITS_FOR_A_SOURCE + 1  # one more tells that there are more


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, its address, and a second line that tells it from its namesakes."""

    title: str | Promise
    url: str
    detail: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A room's search; `search(user, text)` returns only what that user may see, best first."""

    key: str
    label: str | Promise
    verb: str
    search: Callable[[Any, str], Iterable[Hit]]
    icon: str = "search"
    order: int = 100
    list_name: str = ""  # the URL name of the list that shows all hits for the same text


@dataclass(frozen=True)
class Group:
    """What one source found."""

    label: str | Promise
    icon: str
    hits: list[Hit]
    more_url: str = ""


_sources: Registry[Source] = Registry()


def register(*sources: Source) -> None:
    """Let the palette search `sources`."""
    for source in sources:
        _sources.add(source)


def search(viewer: Viewer, text: str) -> list[Group]:
    """Return what `viewer` may see of the things that match `text`, grouped by source; pages come first."""
    if not fold_words(text):
        return [group for group in [_actions(viewer, ""), _pages(viewer, "")] if group.hits]
    groups = [_pages(viewer, text), _actions(viewer, text)]
    groups += [_ask(source, viewer, text) for source in _sources.for_viewer(viewer)]
    return [group for group in groups if group.hits]


def _ask(source: Source, viewer: Viewer, text: str) -> Group:
    found = list(islice(source.search(viewer, text), ENOUGH))
    leads_on = source.list_name and len(found) == ENOUGH and not is_personal(text)
    more_url = f"{reverse(source.list_name)}?{urlencode({'q': text})}" if leads_on else ""
    return Group(source.label, source.icon, found[:HITS_FOR_A_SOURCE], more_url)


def _pages(viewer: Viewer, text: str) -> Group:
    links = [link for section in menu_for(viewer) for link in section.links if _matches(link.label, text)]
    return Group(_("Sayfalar"), "arrow-right", [Hit(link.label, link.url, icon=link.icon) for link in links])


def _actions(viewer: Viewer, text: str) -> Group:
    links = [link for link in quick_add_for(viewer) if _matches(link.label, text)]
    return Group(_("Yeni kayıt"), "plus", [Hit(link.label, link.url, icon=link.icon) for link in links])


def _matches(label: str | Promise, text: str) -> bool:
    """Tell whether every word of `text` begins a word of `label`."""
    words = fold_words(str(label))
    return all(any(word.startswith(wanted) for word in words) for wanted in fold_words(text))
