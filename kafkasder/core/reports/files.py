"""Files of a report: CSV as Turkish Excel opens it, XLSX with a sheet for each table, and PDF."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reportlab.lib.units import mm

from .. import pdf
from ..lists.export import Export, csv_value
from .tables import Cell, Kind, Report, Table

_NAME_OF_SHEET = 31  # characters at most
_WIDTH = 174 * mm


class FileKind(TextChoices):
    """The kinds of files."""

    CSV = "csv", gettext_lazy("CSV (Excel için)")
    XLSX = "xlsx", gettext_lazy("Excel (XLSX)")
    PDF = "pdf", "PDF"


def write_report(report: Report, kind: str) -> Export:
    """Write a report into a file, ready to be sent."""
    write, content_type = _WRITERS[FileKind(kind)]
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    write(file, report)
    name = f"{report.key}-{timezone.localdate().isoformat()}.{FileKind(kind)}"
    return Export(file, name, content_type, sum(len(table.rows) for table in report.tables))


def _tables(report: Report) -> list[Table]:
    return [report.summary, *report.tables]


def _rows(table: Table) -> Iterator[list[Cell]]:
    """All rows, the one with the sums at the end."""
    for row in [*table.rows, *([table.total] if table.total else [])]:
        yield list(table.cells(row))


def _heading(report: Report) -> list[tuple[str, str]]:
    return [
        (str(report.title), ""),
        (_("Dönem"), str(report.period)),
        (_("Karşılaştırılan dönem"), str(report.compared)),
        (_("Para birimi"), report.currency),
    ]


def _write_csv(file: IO[bytes], report: Report) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([csv_value(value) for value in line] for line in _heading(report))
    for table in _tables(report):
        writer.writerows([[], [csv_value(str(table.title))]])
        writer.writerow([csv_value(str(column.label)) for column in table.columns])
        writer.writerows([csv_value(cell.value) for cell in row] for row in _rows(table))
    text.detach()


def _write_xlsx(file: IO[bytes], report: Report) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        for number, table in enumerate(_tables(report)):
            sheet = book.add_worksheet(str(table.title)[:_NAME_OF_SHEET])
            sheet.set_column(0, 0, 34)
            sheet.set_column(1, len(table.columns) - 1, 16)
            top = 0
            if number == 0:
                for top, line in enumerate(_heading(report), start=1):
                    sheet.write_row(top - 1, 0, line, bold if top == 1 else None)
            sheet.write_row(top, 0, [str(column.label) for column in table.columns], bold)
            for at, row in enumerate(_rows(table), start=top + 1):
                for place, cell in enumerate(row):
                    _write_cell(sheet, at, place, cell, money)


def _write_cell(sheet: Any, at: int, place: int, cell: Cell, money: Any) -> None:
    if cell.value is None:
        return
    if isinstance(cell.value, int | Decimal):
        sheet.write_number(at, place, cell.value, money if cell.kind is Kind.MONEY else None)
    else:
        sheet.write_string(at, place, str(cell.value))


def _write_pdf(file: IO[bytes], report: Report) -> None:
    story: list[Any] = [pdf.title(report.title)]
    story += [pdf.text(": ".join(line)) for line in _heading(report)[1:]]
    story += [pdf.text(note) for note in report.notes]
    for table in _tables(report):
        story.append(pdf.heading(table.title))
        rows = [[cell.words for cell in row] for row in _rows(table)]
        numbers = [place for place, column in enumerate(table.columns) if column.kind.is_number]
        others = len(table.columns) - 1
        widths = [_WIDTH * 0.34, *[_WIDTH * 0.66 / others] * others]
        head = [column.label for column in table.columns]
        story.append(pdf.table(head, rows, numbers=numbers, widths=widths, sums=1 if table.total else 0))
    foot = f"{report.title} · {report.period} · {report.currency}"
    pdf.write_document(file, story, title=str(report.title), foot=foot)


_WRITERS: dict[FileKind, tuple[Callable[[IO[bytes], Report], None], str]] = {
    FileKind.CSV: (_write_csv, "text/csv; charset=utf-8"),
    FileKind.XLSX: (_write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    FileKind.PDF: (_write_pdf, "application/pdf"),
}
