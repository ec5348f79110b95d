"""The side navigation and the quick-add menu: rooms register their entries, each viewer sees the allowed ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .registry import Registry
from .viewer import Viewer


class Area(TextChoices):
    """The areas of the side navigation, from top to bottom."""

    OVERVIEW = "overview", _("Genel bakış")
    PEOPLE = "people", _("İhtiyaç sahipleri")
    AID = "aid", _("Yardımlar")
    DONATIONS = "donations", _("Bağışlar")
    MONEY = "money", _("Para")
    WORK = "work", _("İş")
    MESSAGES = "messages", _("Mesajlar")
    ADMINISTRATION = "administration", _("Yönetim")


@dataclass(frozen=True, kw_only=True)
class Item:
    """A link to a room's page; hidden from viewers without `verb` and while no such URL exists.

    It is marked as current on every page under its own address, or under `under` where that is another. With `sheet` it
    opens in the common dialog.
    """

    label: str | Promise
    url_name: str
    icon: str
    verb: str = ""
    order: int = 100
    area: Area = Area.OVERVIEW
    under: str = ""
    sheet: bool = False

    @property
    def key(self) -> str:
        return self.url_name

    def url(self) -> str | None:
        return _address(self.url_name, settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _address(url_name: str, urlconf: str) -> str | None:
    """Every page asks for all of them, and they stay the same."""
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return None


@dataclass
class Link:
    """An item as one viewer sees it."""

    label: str | Promise
    url: str
    icon: str
    current: bool = False
    under: str = ""
    sheet: bool = False


@dataclass
class Section:
    """An area with its links as one viewer sees them."""

    area: Area
    links: list[Link] = field(default_factory=list)


_menu: Registry[Item] = Registry()
_quick_add: Registry[Item] = Registry()


def register(*items: Item) -> None:
    """Put `items` into the side navigation, each in its own area."""
    for item in items:
        _menu.add(item)


def register_quick_add(*items: Item) -> None:
    """Put `items` into the quick-add menu of the top bar."""
    for item in items:
        _quick_add.add(item)


def menu_for(viewer: Viewer, path: str = "") -> list[Section]:
    """Return the areas that `viewer` may open, with the link of the page at `path` marked as current."""
    sections = {area: Section(area) for area in Area}
    for item in _menu.for_viewer(viewer):
        if url := item.url():
            sections[item.area].links.append(Link(item.label, url, item.icon, under=item.under or url))
    shown = [section for section in sections.values() if section.links]
    _mark_current((link for section in shown for link in section.links), path)
    return shown


def quick_add_for(viewer: Viewer) -> list[Link]:
    """Return what `viewer` may add from anywhere."""
    return [
        Link(item.label, url, item.icon, sheet=item.sheet)
        for item in _quick_add.for_viewer(viewer)
        if (url := item.url())
    ]


def _mark_current(links: Iterable[Link], path: str) -> None:
    """Mark the link with the longest address under which `path` lies; the home page holds nothing but itself."""
    holders = [link for link in links if link.url == path or (link.under != "/" and path.startswith(link.under))]
    if holders:
        max(holders, key=lambda link: len(link.under)).current = True
