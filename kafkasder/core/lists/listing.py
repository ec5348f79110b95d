"""A list as one viewer sees it at one address: rows, total, pager, headings, chips and controls."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..viewer import may
from .bulk import EVERYTHING, BulkAction, ticked_keys
from .columns import Column
from .declaration import Declaration
from .filters import Bound
from .order import Order, Rows
from .paging import SIZES, Page, elided, keys_after, keys_of_page
from .state import State


@dataclass(frozen=True)
class Heading:
    """The head of a column; `direction` is `ascending` or `descending` where the list is sorted by it."""

    column: Column
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str = ""
    current: bool = False


Cell = Callable[[Any], SafeString]


def _box(key: str, title: SafeString, pick: str) -> str:
    return (
        f'<td class="list-pick"><input type="checkbox" name="row" value="{key}"'
        f' form="list-bulk" aria-label="{pick}: {strip_tags(title)}"></td>'
    )


def _linked(title: SafeString, url: str) -> str:
    return f'<a class="list-open" href="{html.escape(url)}">{title}</a>'


class Listing:
    """What the templates of `lists/` show. Nothing is fetched until it is asked for."""

    def __init__(self, declared: Declaration, viewer: Any, state: State, *, drawer_is_filled: bool = False) -> None:
        self.declared = declared
        self.viewer = viewer
        self.state = state
        self.drawer_is_filled = drawer_is_filled or state.drawer_is_open

    # Rows

    @cached_property
    def visible(self) -> Rows:
        return self.declared.rows(self.viewer)

    @cached_property
    def matching(self) -> Rows:
        """All rows that the address asks for, unsorted."""
        rows = self.visible.filter(self.state.condition)
        if self.state.text and self.declared.search:
            rows = self.declared.search(rows, self.state.text)
        return rows.order_by()

    @cached_property
    def order(self) -> Order:
        column = self.state.sort
        if column is None or column.sort is None:
            raise ValueError(f"the list {self.declared.key!r} has no sortable column {self.declared.sort!r}")
        expression = F(column.sort) if isinstance(column.sort, str) else column.sort
        return Order(expression, self.state.descending != column.sort_inverted, column.sort_nulls)

    @property
    def ordered(self) -> Rows:
        """All rows that the address asks for, in its order, with what their cells need: the rows of an export."""
        return self.declared.prepare(self.order.sorted(self.matching))

    @cached_property
    def total(self) -> int:
        return self.matching.count()

    @cached_property
    def page(self) -> Page:
        """The page that the address names, or the last one if there are not so many."""
        asked = Page(self.state.page, self.state.size, self.total)
        return asked if asked.number <= asked.count else Page(asked.count, asked.size, asked.total)

    @property
    def is_beyond(self) -> bool:
        return self.page.number != self.state.page

    @cached_property
    def objects(self) -> list[Any]:
        """This page's rows, in order; a page after a row that is no longer there is found by its number."""
        if not self.total:
            return []
        state = self.state
        if state.after:
            keys = keys_after(self.matching, self.order, state.after, state.size, self.visible)
            if keys is not None and (objects := self._fetch(keys)):
                return objects
        return self._fetch(keys_of_page(self.matching, self.order, self.page))

    def _fetch(self, keys: Rows) -> list[Any]:
        rows = self.visible.model._default_manager.filter(pk__in=keys)
        rows = self.declared.prepare(self.order.sorted(rows))
        return list(rows.only(*self.declared.fields) if self.declared.fields else rows)

    @cached_property
    def rows(self) -> SafeString:
        """This page's rows. They are put together here: a template takes ten times as long for hundreds of cells."""
        first, *others = self.state.columns
        opened = [(column.opening, column.cell) for column in others]
        pick = html.escape(_("Seç")) if self.bulk_actions else ""
        return mark_safe("".join(self._row(row, first.cell(row), opened, pick) for row in self.objects))

    def _row(self, row: Any, title: SafeString, opened: Iterable[tuple[SafeString, Cell]], pick: str) -> str:
        """Draw a row: its first cell names it and leads to its page; `pick` is the word before it at the box."""
        url = self.declared.row_url(row) if self.declared.row_url else ""
        key = html.escape(str(row.pk))
        cells = "".join([f"{opening}{cell(row)}</td>" for opening, cell in opened])
        return (
            f'<tr id="row-{key}">{_box(key, title, pick) if pick else ""}'
            f'<th scope="row" class="cell-main">{_linked(title, url) if url else title}</th>{cells}</tr>\n'
        )

    def picked(self, given: QueryDict, action: str = "") -> Rows:
        """Return the rows that a bulk action is for: those ticked in `given`, or all that the address asks for.

        Raise PermissionDenied for whoever is offered no such action, or none at all where it is not named, whatever the
        page of the action asked of them.
        """
        if not any(action in ("", each.key) for each in self.bulk_actions):
            raise PermissionDenied
        if EVERYTHING in given:
            return self.matching
        return self.visible.filter(pk__in=ticked_keys(dict(given.lists())))

    # Words and links

    @property
    def is_searchable(self) -> bool:
        return self.declared.search is not None

    @property
    def is_narrowed(self) -> bool:
        """Whether the viewer asked for less than the whole list."""
        return bool(self.chips)

    @property
    def asked_for_number(self) -> bool:
        """Whether the viewer searches for digits and nothing else, as for a part of a telephone number."""
        return any(map(str.isdigit, self.state.text)) and not any(map(str.isalpha, self.state.text))

    @cached_property
    def chips(self) -> list[Link]:
        chips = [Link(_("Arama: %s") % self.state.text, self.state.url(q=None))] if self.state.text else []
        for chosen in self.state.chosen:
            chips += [Link(label, self.state.url_without(taken)) for label, taken in chosen.chips]
        return chips

    @property
    def clear_url(self) -> str:
        """The address of the whole list, in the same order and columns."""
        names = {name for chosen in self.state.chosen for name in chosen.parameters}
        return self.state.url(q=None, **dict.fromkeys(names))

    @property
    def filters(self) -> list[Bound]:
        return [bound for bound in self.state.filters if bound.filter.template]

    @property
    def drawer_url(self) -> str:
        """The address of this page with its filters opened, for browsers without scripts."""
        return self.state.url(drawer=1)

    @property
    def filters_in_use(self) -> int:
        return sum(bound.in_use for bound in self.state.filters)

    @property
    def headings(self) -> Iterator[Heading]:
        for column in self.state.columns:
            if not column.sort:
                yield Heading(column)
            elif column == self.state.sort:
                direction = "descending" if self.state.descending else "ascending"
                yield Heading(column, self._sort_url(column, not self.state.descending), direction)
            else:
                yield Heading(column, self._sort_url(column, column.descending_first))

    def _sort_url(self, column: Column, descending: bool) -> str:
        sort = f"-{column.key}" if descending else column.key
        return self.state.url(sort=None if sort == self.declared.sort else sort)

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.state.columns) for column in self.declared.table_columns(self.viewer)]

    @property
    def may_export(self) -> bool:
        return bool(self.declared.export_url) and may(self.viewer, self.declared.export_verb)

    @property
    def export_url(self) -> str:
        """Where the menu of an export posts to, with what this address asks for; empty for those who may not."""
        if not self.may_export:
            return ""
        return reverse(self.declared.export_url) + self.state.url().removeprefix(self.state.path)

    @cached_property
    def bulk_actions(self) -> Sequence[BulkAction]:
        verb = self.declared.bulk_verb
        return [each for each in self.declared.all_bulk if may(self.viewer, each.verb or verb)]

    @property
    def asked(self) -> list[tuple[str, str]]:
        """All that the address asks for, as a bulk action's form carries it along."""
        return self.state.kept(self.state.parameters)

    @property
    def may_reveal(self) -> bool:
        return bool(self.declared.reveal_verb) and may(self.viewer, self.declared.reveal_verb)

    @property
    def has_sizes(self) -> bool:
        return self.total > SIZES[0]

    @property
    def sizes(self) -> list[Link]:
        return [
            Link(str(size), self.state.url(size=None if size == SIZES[0] else size), size == self.state.size)
            for size in SIZES
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form carries along beside its own controls: the filters too, while the drawer shows none."""
        filters = [] if self.drawer_is_filled else [name for bound in self.filters for name in bound.filter.names]
        return self.state.kept(["sort", "size", "columns", *filters])

    @property
    def page_links(self) -> list[Link]:
        return [
            Link(str(number), self.page_url(number), number == self.page.number) if number else Link("…")
            for number in elided(self.page)
        ]

    @property
    def previous_url(self) -> str:
        return self.page_url(self.page.number - 1) if self.page.number > 1 else ""

    @property
    def next_url(self) -> str:
        if self.page.number >= self.page.count:
            return ""
        return self.page_url(self.page.number + 1, self.objects[-1].pk if self.page.is_deep and self.objects else None)

    def page_url(self, number: int, after: int | None = None) -> str:
        return self.state.url(page=None if number == 1 else number, after=after)

    @property
    def url(self) -> str:
        """The address of this page of the list, in canonical form; also where the list has grown too short for it."""
        return self.page_url(self.state.page)
