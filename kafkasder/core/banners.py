"""Bars above every page, for what must not be missed: rooms register them, each viewer sees the allowed ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .registry import Registry
from .viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Banner:
    """A bar that is drawn by `template` with `told`, which `tell()` returns, for those with `verb`.

    The live page `url_name` draws the same template, and so keeps the bar up to date on pages that are not live too;
    the template is one `{% live %}` fragment, empty while there is nothing to tell. `tell` runs for every page that
    such a viewer opens: one cheap query at most.
    """

    key: str
    verb: str
    url_name: str
    template: str
    tell: Callable[[], dict[str, Any]]
    order: int = 100

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    @property
    def told(self) -> dict[str, Any]:
        return self.tell()


_banners: Registry[Banner] = Registry()


def register(banner: Banner) -> None:
    """Put a bar above every page."""
    _banners.add(banner)


def banners_for(viewer: Viewer | None) -> list[Banner]:
    """Return the bars that `viewer` may see; nobody sees none."""
    return list(_banners.for_viewer(viewer)) if viewer is not None else []
