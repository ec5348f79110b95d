"""Opening a sheet: CSV in any dialect and encoding of Turkish offices, and workbooks. Rows come as a stream."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from . import workbooks
from .errors import UnreadableSheet
from .lines import Line

__all__ = ["CsvSheet", "Sheet", "UnreadableSheet", "open_sheet"]

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ";\t,|"
_HINT = re.compile(r'sep=([^\s"])', re.IGNORECASE)  # Excel's own
_SAMPLE_LINES = 30
_CHUNK = 1 << 20


class Sheet(Protocol):
    """An opened sheet. `rows` may be called again and begins anew."""

    path: Path

    @property
    def row_count(self) -> int:
        """About how many rows there are, for a progress bar."""

    def rows(self) -> Iterator[Line]: ...


def open_sheet(path: Path, name: str = "") -> Sheet:
    """Open a file by what is in it, not by its ending; `name` chooses a workbook's sheet. Raise UnreadableSheet."""
    try:
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise UnreadableSheet(_("Bu bir dosya değil: %(path)s") % {"path": path})
        with path.open("rb") as file:
            start = file.read(8)
    except FileNotFoundError:
        raise UnreadableSheet(_("Dosya bulunamadı: %(path)s") % {"path": path}) from None
    except OSError as error:
        raise UnreadableSheet(_("Dosya açılamadı: %(why)s") % {"why": error.strerror}) from None
    if not start:
        raise UnreadableSheet(_("Dosya boş."))
    if start.startswith(workbooks.SIGNATURES):
        return workbooks.Workbook(path, name)
    return CsvSheet(path)


class CsvSheet:
    """Text with separators: comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1254."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = _find_encoding(path)
        self.delimiter = self._find_delimiter()

    @property
    def row_count(self) -> int:
        with self.path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))

    def rows(self) -> Iterator[Line]:
        with self._open() as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            number = 1
            try:
                for cells in reader:
                    yield Line(number, cells)
                    number = reader.line_num + 1
            except csv.Error:
                raise UnreadableSheet(
                    _("%(line)d. satır okunamıyor: tırnak kapanmamış ya da hücre çok uzun.") % {"line": number}
                ) from None

    def _open(self) -> IO[str]:
        return self.path.open(encoding=self.encoding, newline="")

    def _find_delimiter(self) -> str:
        """Return the separator that cuts the first lines into the most cells; the last cut wins no tie."""
        with self._open() as file:
            lines = [line for line in islice(file, _SAMPLE_LINES) if line.strip()]
        if lines and (hint := _HINT.fullmatch(lines[0].strip())):
            return hint[1]
        return max(_DELIMITERS, key=lambda delimiter: _typical_width(lines, delimiter))


def _typical_width(lines: list[str], delimiter: str) -> int:
    """Return the number of cells in the middle one of the lines by width."""
    try:
        widths = sorted(len(cells) for cells in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0
    return widths[len(widths) // 2] if widths else 0


def _find_encoding(path: Path) -> str:
    """Return the encoding of a text file: what its mark says, else UTF-8 if it is all that, else Windows-1254."""
    with path.open("rb") as file:
        start = file.read(3)
        for mark, encoding in _BYTE_ORDER_MARKS.items():
            if start.startswith(mark):
                return _refuse_zeros(path, encoding)
    return _refuse_zeros(path, "utf-8") if _decodes(path, "utf-8") else _refuse_zeros(path, "cp1254")


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeError:
        return False
    return True


def _refuse_zeros(path: Path, encoding: str) -> str:
    """Refuse what only looks like text: no sheet has zero characters, and no database stores them."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            while chunk := file.read(_CHUNK):
                if "\0" in chunk:
                    raise UnreadableSheet(_("Bu dosya bir tablo değil: içinde metin olmayan baytlar var."))
    except UnicodeError:
        raise UnreadableSheet(_("Dosyanın harfleri okunamıyor. UTF-8 olarak yeniden kaydedin.")) from None
    return encoding
