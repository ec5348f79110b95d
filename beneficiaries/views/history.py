"""The timeline as a page's address asks for it: which kind, and how far back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kafkasder.core.numbers import whole_number
from kafkasder.core.sections import TIMELINE_SOURCES

from ..timeline import PAGE, Kind, Timeline

MOST = 10 * PAGE


@dataclass(frozen=True)
class Tab:
    label: Any
    url: str
    current: bool


@dataclass(frozen=True)
class History:
    """A timeline with the links that narrow and lengthen it."""

    timeline: Timeline
    tabs: list[Tab]
    older_url: str


def asked_history(request: HttpRequest, page: str, tell: Callable[..., Timeline], *about: Any) -> History:
    """Return the history that `tell` tells the viewer `about` a record, as the address asks: `?tur=durum&son=60`.

    `page` is the one for which other rooms have registered what they tell (`core.sections`).
    """
    kind = request.GET.get("tur", "")
    limit = min(whole_number(request.GET.get("son", "")) or PAGE, MOST)
    timeline = tell(request.user, *about, kind=kind, limit=limit)
    older = f"?tur={kind}&son={limit + PAGE}" if kind else f"?son={limit + PAGE}"
    kinds = {str(each): each.label for each in Kind}
    kinds |= {each.key: each.label for each in TIMELINE_SOURCES.on(page, request.user)}
    tabs = [Tab(_("Tümü"), request.path, kind not in kinds)]
    tabs += [Tab(label, f"?tur={key}", kind == key) for key, label in kinds.items()]
    return History(timeline, tabs, older if timeline.has_more and limit < MOST else "")
