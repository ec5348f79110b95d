"""The report: the rows that could not be taken, in the sheet's own layout, with what is wrong in a column of its own.

A person corrects the report and imports it again: it holds the header and whole units, and reads like any other sheet.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import xlsxwriter
from django.utils.translation import gettext as _

from .cells import text_of
from .errors import UnreadableSheet
from .importer import Problem, Unit
from .plan import Plan
from .sheets import CsvSheet

# What a spreadsheet would take for a formula; a telephone's plus and a minus before figures are none.
_FORMULA = re.compile(r"[=@\t\r]|[+\-](?![\d\s(]*$)")


class _Writer(Protocol):
    def write(self, cells: Sequence[str]) -> None: ...
    def close(self) -> None: ...


class Report:
    """Writes bad units to a file; the file is made with the first of them."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path, self._plan = path, plan
        self._writer: _Writer | None = None
        self._width = max((len(line.cells) for line in plan.header.rows), default=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._writer:
            with _writing():
                self._writer.close()

    @property
    def written(self) -> bool:
        return self._writer is not None

    def add(self, unit: Unit) -> None:
        with _writing():
            writer = self._writer or self._begin()
            bad_lines = sorted({problem.line for problem in unit.problems})
            for row in unit.rows:
                problems = [problem for problem in unit.problems if problem.line == row.line]
                writer.write([*self._padded(row.cells), _wording(row.line, problems, bad_lines)])

    def _begin(self) -> _Writer:
        sheet = self._plan.sheet
        if self.path.exists() and self.path.samefile(sheet.path):
            raise UnreadableSheet(_("Hata dosyası, okunan dosyanın kendisi olamaz."))
        self._writer = _CsvWriter(self.path, sheet) if isinstance(sheet, CsvSheet) else _WorkbookWriter(self.path)
        for line in self._plan.header.rows:
            title = _("Hata") if line is self._plan.header.rows[-1] else ""
            self._writer.write([*self._padded(line.cells), title])
        return self._writer

    def _padded(self, cells: Sequence[Any]) -> list[str]:
        texts = [text_of(cell) for cell in cells[: self._width]]
        return texts + [""] * (self._width - len(texts))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnreadableSheet(_("Hata dosyası yazılamadı: %(why)s") % {"why": error.strerror}) from None


def _wording(line: int, problems: Iterable[Problem], bad_lines: Sequence[int]) -> str:
    told = "; ".join(
        f"{problem.column}: {problem.reason}" if problem.column else str(problem.reason) for problem in problems
    )
    if told:
        return _("Satır %(line)d: %(problems)s") % {"line": line, "problems": told}
    return _("Birlikte kaydedilecek %(lines)s numaralı satırda hata var.") % {"lines": ", ".join(map(str, bad_lines))}


class _CsvWriter:
    def __init__(self, path: Path, sheet: CsvSheet) -> None:
        encoding = "utf-8-sig" if sheet.encoding == "utf-8" else sheet.encoding
        self._file = path.open("w", encoding=encoding, errors="replace", newline="")
        self._writer = csv.writer(self._file, delimiter=sheet.delimiter)

    def write(self, cells: Sequence[str]) -> None:
        self._writer.writerow(["'" + cell if _FORMULA.match(cell) else cell for cell in cells])

    def close(self) -> None:
        self._file.close()


class _WorkbookWriter:
    """Writes texts only, so that no figure loses digits and nothing becomes a formula."""

    def __init__(self, path: Path) -> None:
        path.open("wb").close()  # the workbook itself is written at the end: a folder that cannot be written shows now
        self._workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
        self._sheet = self._workbook.add_worksheet()
        self._next = 0

    def write(self, cells: Sequence[str]) -> None:
        for column, cell in enumerate(cells):
            if cell:
                self._sheet.write_string(self._next, column, cell)
        self._next += 1

    def close(self) -> None:
        self._workbook.close()
