"""What rooms show on the dashboard: tiles with one true number, breakdowns of such a number, and charts of tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse_lazy
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy

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
    """One number of a room, computed in SQL, that opens the list behind it; None is not worth a tile today."""

    key: str
    label: str | Promise
    url: str | Promise
    verb: str
    compute: Callable[[Any], Any]
    icon: str = "chart"
    order: int = 100
    same_for_equal_rights: SameForEqualRights = _always


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
    return Tile(url=url, compute=lambda viewer: declared.count(viewer, query), **tile)


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
    drawn = (TileValue(tile, tile.compute(viewer)) for tile in _tiles.for_viewer(viewer))
    return [each for each in drawn if each.value is not None]


def breakdowns_for(viewer: Viewer) -> list[BreakdownValue]:
    """Return the breakdowns that `viewer` may see, with their parts."""
    return [BreakdownValue(each, list(each.compute(viewer))) for each in _breakdowns.for_viewer(viewer)]


def charts_for(viewer: Viewer) -> list[ChartValue]:
    """Return the charts that `viewer` may see, with their tables."""
    return [ChartValue(each, each.compute(viewer)) for each in _charts.for_viewer(viewer)]


def same_for_equal_rights(viewer: Viewer) -> bool:
    """Tell whether everyone with the verbs of `viewer` sees the same dashboard."""
    shown: list[Tile | Breakdown | Chart] = []
    for register in (_tiles, _breakdowns, _charts):
        shown += register.for_viewer(viewer)
    return all(thing.same_for_equal_rights(viewer) for thing in shown)
