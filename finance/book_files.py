"""The book as files: PDF with its two sides and carried-forward totals on each page, and XLSX.

Rows come from server-side cursors, so that the whole year needs no more memory than a page of it.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice, zip_longest
from typing import IO, Any, Final

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from kafkasder.core.fields import format_date
from kafkasder.core.money import format_money
from kafkasder.core.pdf import BOLD, FONT

from .book import Sides, Span, Sums, before, lines
from .choices import Direction
from .models import FinanceRecord

DRAFT: Final = "taslak"
"""What stands in the address of a print of what has no numbers yet."""
ROWS_AT_A_TIME: Final = 2_000
_WIDTH, _HEIGHT = landscape(A4)
_MARGIN, _ROW, _SIZE = 12 * mm, 5 * mm, 7
_SIDE = (_WIDTH - 2 * _MARGIN - 6 * mm) / 2
_COLUMNS: Final = (12 * mm, 17 * mm, 36 * mm, _SIDE - 95 * mm, 30 * mm)
LINES_OF_A_SIDE: Final = 26
Leaf = tuple[tuple[FinanceRecord, ...], ...]


def write_pdf(file: IO[bytes], span: Span, *, is_draft: bool = False) -> int:
    """Write the numbered records of a span into a PDF; return how many they are.

    A draft has all approved records, as they stand before their months are locked, and says on each page what it is.
    """
    canvas = Canvas(file, pagesize=(_WIDTH, _HEIGHT), lang="tr-TR")
    canvas.setTitle(_("İşletme hesabı defteri: %(span)s") % {"span": span})
    carried, number, count = before(span), 0, 0
    head = _("TASLAK · İşletme hesabı defteri") if is_draft else _("İşletme hesabı defteri")
    with transaction.atomic():  # server-side cursors live in a transaction
        sides = [_leaves(span, direction, numbered=not is_draft) for direction in (Direction.EXPENSE, Direction.INCOME)]
        for number, (expenses, incomes) in enumerate(zip_longest(*sides, fillvalue=()), start=1):
            own = Sides()
            for record in (*expenses, *incomes):
                own.add(record.direction, record.currency, record.amount)
            count += len(expenses) + len(incomes)
            _draw(canvas, head, span, number, (expenses, incomes), carried, own)
            carried = carried.plus(own)
    if not number:
        _draw(canvas, head, span, 1, ((), ()), carried, Sides())
    canvas.save()
    return count


def write_xlsx(file: IO[bytes], span: Span) -> int:
    """Write the numbered records of a span into a sheet, a row each; return how many they are."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(file, options) as workbook, transaction.atomic():
        day, amount = (workbook.add_format({"num_format": form}) for form in ("dd.mm.yyyy", "#,##0.00"))
        bold = workbook.add_format({"bold": True, "num_format": "#,##0.00"})
        sheet = workbook.add_worksheet(span.slug)
        sheet.freeze_panes(1, 0)
        for place, width in enumerate((9, 12, 24, 18, 50, 30, 16, 16, 13)):
            sheet.set_column(place, place, width)
        sheet.write_row(0, 0, _headings(), bold)
        totals = Sides()
        for count, record in enumerate(lines(span, numbered=True).iterator(ROWS_AT_A_TIME), start=1):
            is_income = record.direction == Direction.INCOME
            totals.add(record.direction, record.currency, record.amount)
            sheet.write_number(count, 0, record.number or 0)
            sheet.write_datetime(count, 1, record.day, day)
            document = record.document  # type: ignore[attr-defined]  # of `with_documents`
            said = (str(record.get_document_type_display()), document, record.description)
            for place, text in enumerate((*said, record.counterparty), start=2):
                sheet.write_string(count, place, text)
            sheet.write_number(count, 7 if is_income else 6, record.amount, amount)
            sheet.write_string(count, 8, record.currency)
        _write_totals(sheet, count + 1, totals, before(span), bold)
    return count


def write_draft(file: IO[bytes], span: Span) -> int:
    """Write all approved records of a span into a PDF that is marked as a draft; return how many they are."""
    return write_pdf(file, span, is_draft=True)


WRITERS: Final[dict[str, tuple[Callable[[IO[bytes], Span], int], str]]] = {
    "pdf": (write_pdf, "application/pdf"),
    DRAFT: (write_draft, "application/pdf"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What writes the book, by the end of the file's name, and what such a file is."""


def _headings() -> list[str]:
    return [
        _("Sıra no"),
        _("Tarih"),
        _("Belge türü"),
        _("Belge no"),
        _("Açıklama"),
        _("Kimden/kime"),
        _("Gider"),
        _("Gelir"),
        _("Para birimi"),
    ]


def _write_totals(sheet: Any, row: int, own: Sides, carried: Sides, bold: Any) -> None:
    rows = ((_("Önceki aylardan nakil"), carried), (_("Toplam"), own), (_("Nakli yekûn"), carried.plus(own)))
    for label, sides in rows:
        for currency in sorted({*sides.income, *sides.expense}):
            sheet.write_string(row, 5, label, bold)
            sheet.write_number(row, 6, sides.expense.get(currency, 0), bold)
            sheet.write_number(row, 7, sides.income.get(currency, 0), bold)
            sheet.write_string(row, 8, currency, bold)
            row += 1


def _leaves(span: Span, direction: Direction, *, numbered: bool) -> Iterator[tuple[FinanceRecord, ...]]:
    """Yield the lines of one side, a page of them at a time."""
    rows = iter(lines(span, numbered=numbered).filter(direction=direction).iterator(ROWS_AT_A_TIME))
    while leaf := tuple(islice(rows, LINES_OF_A_SIDE)):
        yield leaf


def _draw(
    canvas: Canvas,
    head: str,
    span: Span,
    number: int,
    leaf: tuple[tuple[FinanceRecord, ...], ...],
    carried: Sides,
    own: Sides,
) -> None:
    canvas.setFont(BOLD, 11)
    canvas.drawString(_MARGIN, _HEIGHT - _MARGIN, head)
    canvas.setFont(FONT, 8)
    told = _("%(span)s · sayfa %(number)d") % {"span": span, "number": number}
    canvas.drawRightString(_WIDTH - _MARGIN, _HEIGHT - _MARGIN, told)
    onward = carried.plus(own)
    for place, (label, records) in enumerate(zip((_("Gider"), _("Gelir")), leaf, strict=True)):
        x = _MARGIN + place * (_SIDE + 6 * mm)
        pick: Callable[[Sides], Sums] = (lambda each: each.income) if place else (lambda each: each.expense)
        _draw_side(canvas, x, label, records, [pick(each) for each in (carried, own, onward)])
    canvas.showPage()


def _draw_side(canvas: Canvas, x: float, label: str, records: tuple[FinanceRecord, ...], sums: list[Sums]) -> None:
    carried, own, onward = sums
    y = _HEIGHT - _MARGIN - 8 * mm
    canvas.setFont(BOLD, 9)
    canvas.drawString(x, y, label)
    y -= _ROW
    _draw_row(canvas, x, y, (_("Sıra no"), _("Tarih"), _("Belge"), _("Açıklama"), _("Tutar")), BOLD)
    y -= _ROW
    _draw_row(canvas, x, y, ("", "", "", _("Önceki sayfadan nakil"), _said(carried)), BOLD)
    for record in records:
        y -= _ROW
        number = record.document  # type: ignore[attr-defined]  # of `with_documents`
        document = " ".join(filter(None, (str(record.get_document_type_display()), number)))
        said = " · ".join(filter(None, (record.description, record.counterparty)))
        amount = format_money(record.amount, record.currency)
        _draw_row(canvas, x, y, (str(record.number or ""), format_date(record.day), document, said, amount), FONT)
    y = _MARGIN + _ROW
    _draw_row(canvas, x, y, ("", "", "", _("Sayfa toplamı"), _said(own)), BOLD)
    _draw_row(canvas, x, y - _ROW, ("", "", "", _("Nakli yekûn"), _said(onward)), BOLD)


def _draw_row(canvas: Canvas, x: float, y: float, cells: tuple[str, ...], font: str) -> None:
    canvas.setFont(font, _SIZE)
    canvas.setLineWidth(0.3)
    canvas.line(x, y - 1.5 * mm, x + _SIDE, y - 1.5 * mm)
    last = len(cells) - 1
    for place, (text, width) in enumerate(zip(cells, _COLUMNS, strict=True)):
        room = width - 2 * mm
        if place == last:
            canvas.drawRightString(x + width, y, text)
        else:
            canvas.drawString(x, y, _fitting(text, font, room))
        x += width


def _fitting(text: str, font: str, room: float) -> str:
    """Return as much of a text as fits into a cell."""
    if stringWidth(text, font, _SIZE) <= room:
        return text
    while text and stringWidth(text + "…", font, _SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _said(sums: Sums) -> str:
    return " + ".join(format_money(amount, currency) for currency, amount in sums.items()) or format_money(Decimal(0))
