"""What an address asks of a list: read once, made valid, and written back as the address of every link on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..numbers import whole_number
from ..viewer import may
from .columns import Column
from .declaration import Declaration
from .filters import BadValue, Bound, Chosen, Filter
from .paging import SIZES
from .private import is_personal

LONGEST_TEXT = 100
LAST_PAGE = 10**9


@dataclass
class State:
    """The valid part of an address; `hints` tell the reader what else it said."""

    path: str
    text: str = ""
    sort: Column | None = None
    descending: bool = False
    size: int = SIZES[0]
    page: int = 1
    after: int | None = None
    columns: list[Column] = field(default_factory=list)
    filters: list[Bound] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    parameters: dict[str, list[str]] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)
    drawer_is_open: bool = False

    @property
    def condition(self) -> Q:
        condition = Q()
        for chosen in self.chosen:
            condition &= chosen.condition
        return condition

    def url(self, **changes: object) -> str:
        """Return the address of this list with `changes`: a value, several, or None to leave a parameter out.

        The page is not kept: whatever else changes, reading begins anew at the first.
        """
        parameters = {name: values for name, values in self.parameters.items() if name not in changes}
        for name, value in changes.items():
            if value is not None:
                parameters[name] = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        return f"{self.path}?{urlencode(parameters, doseq=True)}" if parameters else self.path

    def url_without(self, taken: Mapping[str, str]) -> str:
        """Return the address without these values: what the cross of a chip leads to."""
        left = {name: [each for each in self.parameters[name] if each != value] for name, value in taken.items()}
        return self.url(**{name: values or None for name, values in left.items()})

    def kept(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return those parameters that a form must carry along."""
        return [(name, value) for name in names for value in self.parameters.get(name, ())]


def read_state(declared: Declaration, given: QueryDict, path: str, viewer: Any) -> State:
    """Return what `given` asks of the list; nothing in it can raise."""
    state = State(path, drawer_is_open="drawer" in given)
    _read_text(state, given)
    _read_filters(state, [one for one in declared.all_filters if may(viewer, one.verb)], given)
    _read_sort(state, declared, given.get("sort", ""), viewer)
    _read_size(state, given.get("size", ""))
    _read_columns(state, declared, given.getlist("columns"), viewer)
    _read_place(state, given)
    return state


def _ignored(name: str, value: str) -> str:
    return _("“%(value)s”, %(name)s için geçerli değil; dikkate alınmadı.") % {"value": value[:40], "name": name}


def _read_text(state: State, given: QueryDict) -> None:
    text = given.get("q", "").replace("\x00", "").strip()[:LONGEST_TEXT]
    if is_personal(text):
        state.hints.append(
            _("Kimlik ve telefon numaraları adreste taşınmaz. Numarayı arama kutusuna yazıp Enter'a basın.")
        )
    elif text:
        state.text = text
        state.parameters["q"] = [text]


def _read_filters(state: State, offered: Iterable[Filter], given: QueryDict) -> None:
    parameters = {name: [value.replace("\x00", "") for value in values] for name, values in given.lists()}
    for one in offered:
        bound = Bound(one, parameters)
        state.filters.append(bound)
        try:
            chosen = bound.read()
        except BadValue as bad:
            state.hints.append(str(bad))
            chosen = None
            parameters |= {name: [] for name in one.names}
        if chosen:
            state.chosen.append(chosen)
            state.parameters |= chosen.parameters
    if "found" not in state.parameters:
        unused = [bound for bound in state.filters if not bound.in_use]
        state.chosen += [Chosen(bound.filter.default) for bound in unused]


def _read_sort(state: State, declared: Declaration, text: str, viewer: Any) -> None:
    columns = {column.key: column for column in declared.columns_of(viewer) if column.sort}
    wanted = text or declared.sort
    if wanted.removeprefix("-") not in columns:
        state.hints.append(_ignored(_("sıralama"), text))
        wanted = declared.sort
    state.sort, state.descending = (columns[wanted.removeprefix("-")], wanted.startswith("-"))
    if wanted != declared.sort:
        state.parameters["sort"] = [wanted]


def _read_size(state: State, text: str) -> None:
    if not text:
        return
    if text not in map(str, SIZES):
        state.hints.append(_ignored(_("sayfa boyu"), text))
    elif int(text) != SIZES[0]:
        state.size = int(text)
        state.parameters["size"] = [text]


def _read_columns(state: State, declared: Declaration, texts: list[str], viewer: Any) -> None:
    known = {column.key: column for column in declared.table_columns(viewer)}
    usual = declared.default_columns(viewer)
    keys = [key for text in texts for key in text.split(".") if key]
    state.hints += [_ignored(_("sütunlar"), key) for key in keys if key not in known]
    wanted = {key for key in keys if key in known}
    state.columns = [column for column in known.values() if column.key in wanted] or usual
    if state.columns != usual:
        state.parameters["columns"] = [".".join(column.key for column in state.columns)]


def _read_place(state: State, given: QueryDict) -> None:
    page, after = given.get("page", ""), given.get("after", "")
    if page:
        state.page = whole_number(page) or 1
        if not whole_number(page):
            state.hints.append(_ignored(_("sayfa"), page))
    if after:
        state.after = whole_number(after)
        if not state.after:
            state.hints.append(_ignored(_("sayfa"), after))
