"""A sheet whose header was found: what an import would read, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from kafkasder.core.text import fold_words

from .cells import line_of
from .errors import UnreadableSheet
from .header import SEARCHED_ROWS, Header, find_header
from .importer import Importer, Row
from .lines import Line
from .sheets import Sheet

_TOTALS = frozenset({"toplam", "genel", "total", "yekun", "sayi", "adet", "kisi", "hane", "tl"})
_TOTAL_WORDS = frozenset({"toplam", "total", "yekun"})


@dataclass(frozen=True)
class Plan:
    """What to read from where. Nothing of the rows is kept: each call of `rows` reads the sheet anew."""

    sheet: Sheet
    header: Header

    @property
    def row_count(self) -> int:
        return max(self.sheet.row_count - self.header.line, 0)

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the header, without empty ones, totals and headers that were printed again."""
        places = self.header.places
        for line in self.sheet.rows():
            if line.number <= self.header.line or _is_empty(line) or self._is_repeated_header(line) or _is_total(line):
                continue
            cells = line.cells
            values = {name: cells[place] for name, place in places.items() if place < len(cells)}
            yield Row(line.number, cells, values)

    def _is_repeated_header(self, line: Line) -> bool:
        return line.cells == self.header.rows[-1].cells


def read(sheet: Sheet, importer: Importer, mapping: Mapping[str, str] | None = None) -> Plan:
    """Find the header of a sheet; raise UnreadableSheet if it lacks what the importer cannot do without."""
    header = find_header(list(islice(sheet.rows(), SEARCHED_ROWS)), importer.columns, mapping or {})
    if missing := importer.missing_columns(header.places):
        raise UnreadableSheet(_("Dosyada şu sütunlar bulunamadı: %(columns)s") % {"columns": ", ".join(missing)})
    return Plan(sheet, header)


def _is_empty(line: Line) -> bool:
    return not any(cell.strip() if isinstance(cell, str) else cell is not None for cell in line.cells)


def _is_total(line: Line) -> bool:
    """Tell whether a row sums up those above: it begins with a word for that and holds only figures besides."""
    filled = (text for text in map(line_of, line.cells) if text)
    first = next(filled, "")
    return bool(_TOTAL_WORDS & {*fold_words(first)}) and _is_figure(first) and all(map(_is_figure, filled))


def _is_figure(text: str) -> bool:
    return all(word.isdigit() or word in _TOTALS for word in fold_words(text))
