"""PDF files with Turkish letters: the registered fonts, texts and tables of a document, and its pages.

    story = [heading("Bağış raporu"), text("Ocak 2026"), table(["Ay", "Tutar"], rows, numbers=[1])]
    write_document(file, story, title="Bağış raporu")

Whoever draws on a page by hand (`canvas.setFont`) names `FONT` or `BOLD`; the fonts that PDF readers bring along know
neither ğ, ı, İ and ş nor the sign of the lira.
"""

from collections.abc import Collection, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

FONT, BOLD = "Panel", "Panel-Bold"
MARGIN = 18 * mm
_FOLDER = Path(__file__).parent / "data" / "fonts"
_LINE, _SHADE, _FAINT = colors.HexColor("#c9c4b6"), colors.HexColor("#f1eee6"), colors.HexColor("#5f6a63")


def _register() -> None:
    pdfmetrics.registerFont(TTFont(FONT, str(_FOLDER / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(_FOLDER / "DejaVuSans-Bold.ttf")))
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(FONT, bold, italic, BOLD if bold else FONT)


_register()

PLAIN = ParagraphStyle("plain", fontName=FONT, fontSize=8.5, leading=11.5)
NUMBER = ParagraphStyle("number", parent=PLAIN, alignment=TA_RIGHT)
STRONG = ParagraphStyle("strong", parent=PLAIN, fontName=BOLD)
STRONG_NUMBER = ParagraphStyle("strong number", parent=STRONG, alignment=TA_RIGHT)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=15, leading=20, spaceAfter=2 * mm)
HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=5 * mm, spaceAfter=2 * mm)


def text(words: object, style: ParagraphStyle = PLAIN) -> Paragraph:
    """Return words as a paragraph; nothing in them is taken for markup."""
    return Paragraph(escape(str(words), quote=False).replace("\n", "<br/>"), style)


def title(words: object) -> Paragraph:
    return text(words, TITLE)


def heading(words: object) -> Paragraph:
    return text(words, HEADING)


def table(
    head: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    numbers: Collection[int] = (),
    widths: Sequence[float] | None = None,
    sums: int = 0,
) -> Table:
    """Return a table whose heading stands on each page; `numbers` are the columns that stand right, `sums` how many
    rows at the end are sums of the others."""
    cells = [_row(head, numbers, is_strong=True), *(_row(row, numbers, is_strong=False) for row in rows)]
    marks: list[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    if sums:
        marks += [("BACKGROUND", (0, -sums), (-1, -1), _SHADE)]
    return Table(cells, colWidths=widths, repeatRows=1, hAlign="LEFT", style=TableStyle(marks))


def _row(cells: Sequence[object], numbers: Collection[int], *, is_strong: bool) -> list[Paragraph]:
    plain, number = (STRONG, STRONG_NUMBER) if is_strong else (PLAIN, NUMBER)
    return [text(cell, number if place in numbers else plain) for place, cell in enumerate(cells)]


class NumberedCanvas(Canvas):
    """Says at the foot of each page which of how many it is, and what the document is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._write_foot(number, len(self._pages))
            super().showPage()
        super().save()

    def _write_foot(self, number: int, count: int) -> None:
        width, _height = self._pagesize
        self.setFont(FONT, 7)
        self.setFillColor(_FAINT)
        self.drawString(MARGIN, MARGIN / 2, str(getattr(self, "foot", "")))
        told = _("Sayfa %(number)d / %(count)d") % {"number": number, "count": count}
        self.drawRightString(width - MARGIN, MARGIN / 2, told)


def write_document(file: IO[bytes], story: Sequence[Any], *, title: str, foot: str = "", is_wide: bool = False) -> None:
    """Write a document of A4 pages; `foot` stands at the foot of each beside its number."""

    def name(canvas: Any, _document: Any) -> None:
        canvas.foot = foot

    document = SimpleDocTemplate(
        file,
        pagesize=landscape(A4) if is_wide else A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author="Kafkasder",
        lang="tr-TR",
    )
    document.build(list(story), onFirstPage=name, onLaterPages=name, canvasmaker=NumberedCanvas)
