"""The file about one person on paper: a PDF that holds its own font, so that every Turkish letter is right."""

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus.flowables import CondPageBreak, Spacer

from .dossier import Dossier, say

# The set-up installs the pinned front-end packages wherever the panel runs; the font is the only one that no page uses.
FONTS = settings.BASE_DIR / "node_modules" / "dejavu-fonts-ttf" / "ttf"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
_LABELS = 55 * mm
_MARGIN = 18 * mm
_VALUES = A4[0] - 2 * _MARGIN - _LABELS
_HEADING = 14 * mm  # with the space around it
# A row of a table must fit on a page; longer texts go on in rows of their own.
_LONGEST_CELL = 1_200
_MOST_LINES = 20  # of those that people began themselves
_LINE = colors.HexColor("#d5d9de")
_SOFT = colors.HexColor("#5b6570")


def write_pdf(dossier: Dossier, file: IO[bytes]) -> None:
    """Write the file about a person into `file`."""
    _register_fonts()
    title = _("Kişi dosyası: %(name)s") % {"name": dossier.name}
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        title=title,
        author=dossier.made_by,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
    )
    story: list[Any] = [Paragraph(escape(title), _style(15, bold=True)), Paragraph(_about(dossier), _style(8, _SOFT))]
    for heading, rows in dossier.sections:
        story += _section(heading, rows)
    document.build(story, onFirstPage=_number, onLaterPages=_number)


def _about(dossier: Dossier) -> str:
    told = _("%(kind)s · %(at)s tarihinde %(by)s hazırladı. Neden: %(reason)s") % {
        "kind": dossier.kind,
        "at": say(dossier.made_at),
        "by": dossier.made_by,
        "reason": dossier.reason,
    }
    return escape(told)


def _section(heading: str, rows: Iterable[tuple[str, str]]) -> list[Any]:
    """Return a heading and its table; at the end of a page the heading goes over with the first row."""
    cells = _cells(rows)
    first_row = max((cell.wrap(_VALUES, A4[1])[1] for cell in cells[0]), default=0) if cells else 0
    return [
        CondPageBreak(min(first_row + _HEADING, A4[1] - 2 * _MARGIN - _HEADING)),
        Spacer(1, 5 * mm),
        Paragraph(escape(heading), _style(11, bold=True)),
        Spacer(1, 1 * mm),
        _table(cells),
    ]


def _cells(rows: Iterable[tuple[str, str]]) -> list[list[Paragraph]]:
    label, value = _style(8, _SOFT), _style(9)
    return [
        [Paragraph(escape(name) if first else "", label), Paragraph(escape(part).replace("\n", "<br/>"), value)]
        for name, text in rows
        for first, part in _parts(text)
    ]


def _table(cells: list[list[Paragraph]]) -> Table:
    table = Table(cells, colWidths=[_LABELS, _VALUES])
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _parts(text: str) -> list[tuple[bool, str]]:
    """Return the parts of a text that get a row each, the first one marked."""
    lines = text.splitlines()
    blocks = ["\n".join(lines[start : start + _MOST_LINES]) for start in range(0, len(lines), _MOST_LINES)]
    parts = [block[at : at + _LONGEST_CELL] for block in blocks for at in range(0, len(block) or 1, _LONGEST_CELL)]
    return [(number == 0, part) for number, part in enumerate(parts)]


def _style(size: int, color: Any = colors.black, *, bold: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}", fontName=BOLD if bold else PLAIN, fontSize=size, leading=size * 1.35, textColor=color
    )


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(_SOFT)
    canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, str(document.page))


@cache
def _register_fonts() -> None:
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
