"""The declaration of a list, made once by a room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from ..viewer import may
from .bulk import BulkAction
from .columns import Column
from .filters import Filter, Found
from .order import Rows

more_filters: dict[str, list[Filter]] = {}
more_bulk: dict[str, list[BulkAction]] = {}


def extend(key: str, *, filters: Sequence[Filter] = (), bulk: Sequence[BulkAction] = ()) -> None:
    """Add to the list of a lower room what a higher one knows of its rows, and does with them; in `AppConfig.ready`."""
    more_filters.setdefault(key, []).extend(filters)
    more_bulk.setdefault(key, []).extend(bulk)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """A list as a room declares it; see the package for an example, which makes it a `List`.

    `rows(viewer)` gives what the viewer may see; `search(rows, text)` narrows it; `prepare(rows)` adds to the rows of
    one page what their cells need (`select_related`, annotations), and where `fields` are named only these are loaded,
    which is worth it for broad rows. `sort` is the key of a column, with `-` for the other direction, and
    `nothing` says what to do when there are no rows at all, `number_help` what to do when a search for a number finds
    none. A list with an `export_url` (a URL name) offers files to those with `export_verb`, and masked values in clear
    to those with `reveal_verb`. Its rows can be ticked by those with `bulk_verb`, for the `bulk` actions. The template
    `summary` stands above the rows and gets the `listing`, such as for sums of all that it asks for.
    """

    key: str
    label: str | Promise
    rows: Callable[[Any], Rows]
    columns: Sequence[Column]
    sort: str
    filters: Sequence[Filter] = ()
    search: Callable[[Rows, str], Rows] | None = None
    search_label: str | Promise = ""
    prepare: Callable[[Rows], Rows] = lambda rows: rows
    fields: Sequence[str] = ()
    row_url: Callable[[Any], str] | None = lambda row: row.get_absolute_url()
    nothing: str | Promise = ""
    number_help: str | Promise = ""
    export_url: str = ""
    export_verb: str = ""
    reveal_verb: str = ""
    bulk: Sequence[BulkAction] = ()
    bulk_verb: str = ""
    summary: str = ""

    def extend(self, *filters: Filter) -> None:
        """Add filters that a room above offers on this list; it does so in `AppConfig.ready`, each with its `verb`.

        Raise ValueError where one would read a parameter that another one reads. Columns have no verb of their own, so
        that none can be added: what a row shows is for all who see the list.
        """
        taken = {name for each in self.all_filters for name in each.names}
        for each in filters:
            if taken.intersection(each.names):
                raise ValueError(f"{self.key} has a filter {each.key!r} already")
            taken.update(each.names)
        object.__setattr__(self, "filters", [*self.filters, *filters])
        self.__dict__.pop("all_filters", None)

    @cached_property
    def all_filters(self) -> list[Filter]:
        return [*self.filters, *more_filters.get(self.key, ()), *([Found()] if self.search else [])]

    @cached_property
    def all_bulk(self) -> list[BulkAction]:
        return [*self.bulk, *more_bulk.get(self.key, ())]

    def columns_of(self, viewer: Any) -> list[Column]:
        """Return the columns that there are for `viewer`, those of files included."""
        return [column for column in self.columns if may(viewer, column.verb)]

    def table_columns(self, viewer: Any) -> list[Column]:
        return [column for column in self.columns_of(viewer) if not column.extra]

    def default_columns(self, viewer: Any) -> list[Column]:
        return [column for column in self.table_columns(viewer) if column.shown]
