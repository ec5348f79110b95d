"""What rooms show on the dashboard: tiles with one true number, breakdowns of such a number, and charts of tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .counting import count_each
from .lists import List
from .registry import Registry
from .reports import Table
from .viewer import Viewer

# Whether everyone with the same verbs sees the same numbers: decides if the live layer may share one rendering.
SameForEqualRights = Callable[[Viewer], bool]
_LONG = 9  # letters


def _always(viewer: Viewer) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number of a room, computed in SQL, that opens the list behind it; None is not worth a tile today.

    Where it counts `rows`, all such numbers of a page are asked for at once. One that is `urgent` wants somebody to act
    unless it is zero, and stands first.
    """

    key: str
    label: str | Promise
    url: str | Promise
    verb: str
    compute: Callable[[Any], Any]
    icon: str = "chart"
    order: int = 100
    same_for_equal_rights: SameForEqualRights = _always
    rows: Callable[[Any], QuerySet[Any]] | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Part:
    """A named part of a breakdown and the address of the list behind it."""

    label: str | Promise
    count: int
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A room's number in its parts, each of which opens the list behind it."""

    key: str
    label: str | Promise
    verb: str
    compute: Callable[[Any], Iterable[Part]]
    icon: str = "chart"
    order: int = 100
    same_for_equal_rights: SameForEqualRights = _always


@dataclass(frozen=True)
class Reading:
    """What a tile says that is no count, such as an amount, with a word on it; `tone` says whether that is good."""

    words: str
    note: str = ""
    tone: str = "neutral"

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A room's table, drawn as its `chart` says, and the address of the page that tells more."""

    key: str
    label: str | Promise
    url: str | Promise
    verb: str
    compute: Callable[[Any], Table]
    icon: str = "chart"
    order: int = 100
    same_for_equal_rights: SameForEqualRights = _always


@dataclass(frozen=True)
class TileValue:
    """A tile as one viewer sees it."""

    tile: Tile
    value: Any

    @property
    def reading(self) -> Reading | None:
        return self.value if isinstance(self.value, Reading) else None

    @property
    def is_urgent(self) -> bool:
        return self.tile.urgent and bool(self.value)

    @property
    def is_long(self) -> bool:
        """Whether the words are too long for large letters, as those of amounts are."""
        return len(str(self)) > _LONG

    def __str__(self) -> str:
        return number_format(self.value, force_grouping=True) if isinstance(self.value, int) else str(self.value)


@dataclass(frozen=True)
class BreakdownValue:
    """A breakdown as one viewer sees it."""

    breakdown: Breakdown
    parts: Sequence[Part]

    @property
    def total(self) -> int:
        """What the parts make together."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True)
class ChartValue:
    """A chart as one viewer sees it."""

    chart: Chart
    table: Table


def list_tile(declared: List, page: str, query: str = "", **tile: Any) -> Tile:
    """Return a tile that counts what the list at the URL name `page` shows for `query`, and leads there."""
    url = format_lazy("{}?{}", reverse_lazy(page), query) if query else reverse_lazy(page)
    return count_tile(url=url, rows=lambda viewer: declared.matching(viewer, query), **tile)


def count_tile(*, rows: Callable[[Any], QuerySet[Any]], **tile: Any) -> Tile:
    """Return a tile that counts the rows that a viewer gets to see."""
    return Tile(rows=rows, compute=lambda viewer: rows(viewer).count(), **tile)


@dataclass
class Group:
    """What one room shows on the dashboard."""

    key: str
    tiles: list[TileValue] = field(default_factory=list)
    breakdowns: list[BreakdownValue] = field(default_factory=list)
    charts: list[ChartValue] = field(default_factory=list)
    order: int = 0

    @property
    def label(self) -> str | Promise:
        known: bool = apps.is_installed(self.key)
        return apps.get_app_config(self.key).verbose_name if known else _("Genel bakış")

    @property
    def urgent(self) -> int:
        """How many of its numbers want somebody to act."""
        return sum(tile.is_urgent for tile in self.tiles)


_tiles: Registry[Tile] = Registry()
_breakdowns: Registry[Breakdown] = Registry()
_charts: Registry[Chart] = Registry()


def register(*things: Tile | Breakdown | Chart) -> None:
    """Put tiles, breakdowns and charts on the dashboard."""
    for thing in things:
        if isinstance(thing, Tile):
            _tiles.add(thing)
        elif isinstance(thing, Chart):
            _charts.add(thing)
        else:
            _breakdowns.add(thing)


def tiles_for(viewer: Viewer) -> list[TileValue]:
    """Return the tiles that `viewer` may see, with their numbers."""
    tiles = list(_tiles.for_viewer(viewer))
    counted = {tile.key: tile.rows(viewer) for tile in tiles if tile.rows}
    numbers = dict(zip(counted, count_each(counted.values()), strict=True))
    drawn = (TileValue(tile, numbers[tile.key] if tile.rows else tile.compute(viewer)) for tile in tiles)
    return [each for each in drawn if each.value is not None]


def breakdowns_for(viewer: Viewer) -> list[BreakdownValue]:
    """Return the breakdowns that `viewer` may see, with their parts."""
    return [BreakdownValue(each, list(each.compute(viewer))) for each in _breakdowns.for_viewer(viewer)]


def charts_for(viewer: Viewer) -> list[ChartValue]:
    """Return the charts that `viewer` may see, with their tables."""
    return [ChartValue(each, each.compute(viewer)) for each in _charts.for_viewer(viewer)]


def groups_for(viewer: Viewer) -> list[Group]:
    """Return what `viewer` may see, by room: what is urgent first, among the rooms and in each of them."""
    groups: dict[str, Group] = {}

    def group_of(thing: Tile | Breakdown | Chart) -> Group:
        key = thing.key.partition(".")[0]
        return groups.setdefault(key, Group(key, order=thing.order))

    for tile in tiles_for(viewer):
        group_of(tile.tile).tiles.append(tile)
    for breakdown in breakdowns_for(viewer):
        group_of(breakdown.breakdown).breakdowns.append(breakdown)
    for chart in charts_for(viewer):
        group_of(chart.chart).charts.append(chart)
    for group in groups.values():
        group.tiles.sort(key=lambda tile: not tile.is_urgent)
    return sorted(groups.values(), key=lambda group: (not group.urgent, group.order, group.key))


def group_keys() -> set[str]:
    """Return the keys of all groups that anybody may see."""
    return {key.partition(".")[0] for register in (_tiles, _breakdowns, _charts) for key in register}


def same_for_equal_rights(viewer: Viewer) -> bool:
    """Tell whether everyone with the verbs of `viewer` sees the same dashboard."""
    shown: list[Tile | Breakdown | Chart] = []
    for register in (_tiles, _breakdowns, _charts):
        shown += register.for_viewer(viewer)
    return all(thing.same_for_equal_rights(viewer) for thing in shown)
