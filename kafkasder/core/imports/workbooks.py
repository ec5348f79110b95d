"""Workbooks (XLSX, and what else calamine reads), guarded against files that are far larger inside than outside."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from .errors import UnreadableSheet
from .lines import Line

SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

# The reader lays out the whole rectangle from the first to the last used cell, and aborts the process if it cannot.
MOST_CELLS = 40_000_000
MOST_UNPACKED_BYTES = 1_500_000_000
_CHUNK = 1 << 20
_OVERLAP = 64
_ROW = re.compile(rb"""<row\b[^>]*?\br=["'](\d{1,9})["']""")
_FAR_COLUMN = re.compile(rb"""\br=["']([A-Z]{2,3})(\d{1,9})["']""")
_NEAR_COLUMNS = 26


class Workbook:
    """One sheet of a workbook."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        _refuse_giants(path)
        try:
            with CalamineWorkbook.from_path(path) as workbook:
                self.name = _choose(workbook, name)
                self._sheet: CalamineSheet = workbook.get_sheet_by_name(self.name)
        except PasswordError:
            raise UnreadableSheet(_("Dosya parolalı. Parolasını kaldırıp yeniden kaydedin.")) from None
        except (CalamineError, OSError, ValueError):
            raise UnreadableSheet(_("Dosya bozuk ya da bir Excel dosyası değil.")) from None

    @property
    def row_count(self) -> int:
        return self._sheet.total_height + 1  # the engine counts from nought

    def rows(self) -> Iterator[Line]:
        for index, cells in enumerate(self._sheet.iter_rows()):
            yield Line(index + 1, cells)


def _choose(workbook: CalamineWorkbook, name: str) -> str:
    """Return the name of the wanted sheet; without a wish the first that is not hidden and not empty."""
    names = workbook.sheet_names
    if name:
        if name not in names:
            text = _("“%(name)s” adlı sayfa yok. Sayfalar: %(names)s")
            raise UnreadableSheet(text % {"name": name, "names": ", ".join(names)})
        return name
    shown = [each.name for each in workbook.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    filled = (each for each in shown if workbook.get_sheet_by_name(each).start is not None)
    found = next(filled, None)
    if found is None:
        raise UnreadableSheet(_("Dosya boş."))
    return found


def _refuse_giants(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return  # the old binary format cannot be packed
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise UnreadableSheet(_("Dosya açılınca çok büyüyor. CSV olarak kaydedip yeniden deneyin."))
            for member in archive.namelist():
                if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                    _refuse_wide_areas(archive, member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        raise UnreadableSheet(_("Dosya bozuk ya da bir Excel dosyası değil.")) from None


def _refuse_wide_areas(archive: zipfile.ZipFile, member: str) -> None:
    """Refuse a sheet whose last cell lies so far out that the area up to it cannot be held."""
    rows, columns, rest, size = 1, _NEAR_COLUMNS, b"", 0
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            text = rest + chunk
            rows = max(rows, *map(int, _ROW.findall(text)), 1)
            for letters, row in _FAR_COLUMN.findall(text):
                columns, rows = max(columns, _column_number(letters)), max(rows, int(row))
            if rows * columns > MOST_CELLS or size > MOST_UNPACKED_BYTES:
                raise UnreadableSheet(
                    _("Sayfada verilerden çok uzakta dolu hücreler var. Yalnız verileri yeni bir dosyaya kopyalayın.")
                )
            rest = text[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
