"""Finding the header of a sheet: below title rows, in one row or in two, under whatever names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .cells import line_of
from .columns import Column, header_key
from .errors import UnreadableSheet
from .lines import Line

SEARCHED_ROWS = 25
_FEWEST_FOUND = 2


class UnknownHeader(UnreadableSheet):
    """No row of the sheet looks like a header."""


@dataclass(frozen=True)
class Header:
    """Which column stands where. `line` is the last row of the header; `names` are the headers as they are written."""

    line: int
    names: Mapping[int, str]
    places: Mapping[str, int]
    rows: Sequence[Line]

    @property
    def ignored(self) -> list[str]:
        """The headers that no column of the room answers to."""
        known = set(self.places.values())
        return [name for place, name in self.names.items() if place not in known and name]

    def name_of(self, column: str) -> str:
        """Return the header over a column as the person wrote it."""
        return self.names.get(self.places.get(column, -1), "")

    def mapping(self) -> dict[str, str]:
        """Return the columns by header, as a mapping file holds them."""
        columns = {place: name for name, place in self.places.items()}
        return {name: columns.get(place, "") for place, name in self.names.items() if name}


def find_header(lines: Sequence[Line], columns: Iterable[Column], mapping: Mapping[str, str]) -> Header:
    """Return the header among the first rows of a sheet; raise UnknownHeader if none of them looks like one.

    `mapping` says for some headers which column they are, or by an empty name that they are none.
    """
    known = {key: column.name for column in columns for key in column.header_keys()}
    known |= {header_key(header): name for header, name in mapping.items()}
    candidates = [header for rows in _one_or_two(lines[:SEARCHED_ROWS]) for header in [_read(rows, known)]]
    best = max(candidates, key=lambda header: (len(header.places), -len(header.rows)), default=None)
    if best is None or len(best.places) < _FEWEST_FOUND:
        raise UnknownHeader(
            _("Başlık satırı bulunamadı. İlk %(rows)d satırda Ad, Soyad, Kimlik No gibi başlıklar olmalı.")
            % {"rows": SEARCHED_ROWS}
        )
    return best


def _one_or_two(lines: Sequence[Line]) -> Iterable[Sequence[Line]]:
    for index in range(len(lines)):
        yield lines[index : index + 1]
        if index + 1 < len(lines):
            yield lines[index : index + 2]


def _read(rows: Sequence[Line], known: Mapping[str, str]) -> Header:
    """Read one row, or two rows of which the upper one groups what the lower one names."""
    upper, lower = (rows[0].cells if len(rows) == 2 else []), rows[-1].cells
    names: dict[int, str] = {}
    places: dict[str, int] = {}
    group = ""
    for place in range(max(len(upper), len(lower))):
        above, below = (line_of(cells[place]) if place < len(cells) else "" for cells in (upper, lower))
        group = above or group  # a merged cell leaves its text in its first column alone
        for name in (f"{group} {below}".strip() if below else "", below, above):
            column = known.get(header_key(name)) if name else None
            if column is not None:
                break
        names[place] = name if column else below or above
        if column:
            places.setdefault(column, place)
    return Header(rows[-1].number, names, places, rows)
