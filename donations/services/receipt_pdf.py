"""Receipts on paper, two to a page: what stands on the leaf, and that this paper does not take the leaf's place.

Only the leaf of the printed book, or the e-receipt of DERBİS, is the official document (law no. 5253, additional
article 2).
"""

from collections.abc import Iterable
from typing import IO, Any

import segno
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle
from reportlab.platypus.flowables import KeepInFrame

from accounts.models import OrganisationProfile
from kafkasder.core.identifiers import mask_identity_number
from kafkasder.core.money import format_money
from kafkasder.core.pdf import BOLD, FONT, PLAIN, STRONG, text
from notifications.links import absolute

from ..choices import ReceiptKind
from ..models import Receipt
from ..states import ReceiptState

LANGUAGE = "tr"  # of papers, whatever language the panel is read in
_WIDTH, _PAGE = A4
_HEIGHT = _PAGE / 2
_MARGIN = 12 * mm
_BODY = 78 * mm
_LABELS, _QR = 34 * mm, 25 * mm
_LINE, _FAINT, _VOID = colors.HexColor("#c9c4b6"), colors.HexColor("#5f6a63"), colors.HexColor("#b3261e")
_SMALL = ParagraphStyle("small", parent=PLAIN, fontSize=7, leading=9)
_FAINTLY = ParagraphStyle("faint", parent=_SMALL, textColor=_FAINT)
_NAME = ParagraphStyle("name", parent=STRONG, fontSize=11, leading=13.5)
_CELLS = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
)


def write_receipts(receipts: Iterable[Receipt], file: IO[bytes]) -> int:
    """Write receipts into a PDF, two on each page, and return how many they were."""
    head, count = OrganisationProfile.current(), 0
    with override(LANGUAGE):
        canvas = Canvas(file, pagesize=A4, pageCompression=1, lang="tr-TR")
        canvas.setTitle(_("Bağış teşekkür ve bilgi yazısı"))
        canvas.setAuthor(head.name)
        logo = _logo(head)
        for receipt in receipts:
            if count and count % 2 == 0:
                canvas.showPage()
            _draw(canvas, receipt, head, logo, bottom=_HEIGHT if count % 2 == 0 else 0)
            count += 1
        canvas.save()
    return count


def check_url(receipt: Receipt) -> str:
    """Return the address that the picture leads to, which asks who one is first."""
    return absolute(reverse("donations:receipt_check", args=[receipt.code]))


def facts_of(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what stands on a receipt below its number, as label and value."""
    told = [
        (_("Kimden alındığı"), receipt.payer_name),
        (_("T.C. kimlik no / vergi no"), number_on_paper(receipt.payer_number or "")),
        (_("Adres"), receipt.payer_address),
        (_("Gelirin cinsi"), receipt.income),
    ]
    if receipt.goods:
        told.append((_("Mallar"), "; ".join(map(_good, receipt.goods))))
    if receipt.amount is not None:
        label = _("Değeri") if receipt.kind == ReceiptKind.IN_KIND else _("Tutar")
        told += [(label, format_money(receipt.amount, receipt.currency)), (_("Yazıyla"), receipt.amount_words)]
    told += [
        (_("Tahsil eden"), receipt.collector_name),
        (_("Görevi"), receipt.collector_duty or _("Tahsil görevlisi")),
    ]
    return told + ([(_("Not"), receipt.note)] if receipt.note else [])


def number_on_paper(number: str) -> str:
    """Return the number of a company as it is, which its invoices show too, and that of a person masked."""
    return number if len(number) == 10 else mask_identity_number(number)


def _good(good: dict[str, str]) -> str:
    return f"{good['what']}, {good['quantity'].replace('.', ',')} {good['unit']}"


def _logo(head: OrganisationProfile) -> ImageReader | None:
    try:
        return ImageReader(head.logo.open()) if head.logo else None
    except OSError:  # the file is gone; the paper is as good without
        return None


def _draw(canvas: Any, receipt: Receipt, head: OrganisationProfile, logo: ImageReader | None, bottom: float) -> None:
    top, right = bottom + _HEIGHT - _MARGIN, _WIDTH - _MARGIN
    _draw_head(canvas, head, logo, top)
    _draw_number(canvas, receipt, top, right)
    _place(canvas, [_facts(receipt)], right - _MARGIN, _BODY, _MARGIN, top - 27 * mm)
    _draw_foot(canvas, receipt, head, bottom, right)
    if receipt.state == ReceiptState.VOID:
        _draw_void(canvas, bottom)
    if bottom:
        canvas.setStrokeColor(_LINE)
        canvas.setDash(2, 3)
        canvas.line(0, bottom, _WIDTH, bottom)
        canvas.setDash()


def _draw_head(canvas: Any, head: OrganisationProfile, logo: ImageReader | None, top: float) -> None:
    left = _MARGIN
    if logo:
        canvas.drawImage(logo, left, top - 18 * mm, 24 * mm, 18 * mm, preserveAspectRatio=True, anchor="nw")
        left += 28 * mm
    number = _("Kütük no: %(number)s") % {"number": head.registry_number} if head.registry_number else ""
    lines = [head.address, " · ".join(filter(None, (number, head.phone, head.email, head.website)))]
    story = [text(head.name or _("Derneğin adı yazılmamış"), _NAME), *(text(line, _SMALL) for line in lines if line)]
    _place(canvas, story, 135 * mm - left, 22 * mm, left, top)


def _draw_number(canvas: Any, receipt: Receipt, top: float, right: float) -> None:
    canvas.setFillColor(colors.black)
    canvas.setFont(BOLD, 14)
    canvas.drawRightString(right, top - 11, str(receipt))
    canvas.setFont(FONT, 8)
    volume = {"series": receipt.series, "volume": receipt.volume, "number": f"{receipt.number:07d}"}
    lines = [
        _("Dayanağı: %(kind)s") % {"kind": receipt.get_kind_display()},
        _("Seri %(series)s · Cilt no %(volume)d · Sıra no %(number)s") % volume,
        _("Tarih: %(day)s") % {"day": date_format(receipt.day, "d.m.Y")},
    ]
    for place, line in enumerate(lines):
        canvas.drawRightString(right, top - 24 - place * 11, line)


def _facts(receipt: Receipt) -> Table:
    rows = [[text(label, _FAINTLY), text(value or "–")] for label, value in facts_of(receipt)]
    rows.append([text(_("İmza"), _FAINTLY), text("\n\n")])
    return Table(rows, colWidths=[_LABELS, _WIDTH - 2 * _MARGIN - _LABELS], style=_CELLS, hAlign="LEFT")


def _draw_foot(canvas: Any, receipt: Receipt, head: OrganisationProfile, bottom: float, right: float) -> None:
    _draw_qr(canvas, check_url(receipt), right - _QR, bottom + 7 * mm)
    words = [
        text(_("Bağış teşekkür ve bilgi yazısıdır; alındı belgesi yerine geçmez."), STRONG),
        text(_("Bağışınız için teşekkür ederiz."), _SMALL),
        text(_("Doğrulama kodu: %(code)s") % {"code": in_fours(receipt.code)}, _SMALL),
    ]
    if head.gives_tax_relief:
        words.insert(2, text(_("Bu bağış, kanundaki sınırlar içinde vergi matrahından düşülebilir."), _SMALL))
    _place(canvas, words, right - _MARGIN - _QR - 6 * mm, 20 * mm, _MARGIN, bottom + 7 * mm + 20 * mm)


def in_fours(code: str) -> str:
    """Return a code as one reads it out."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _draw_qr(canvas: Any, address: str, left: float, bottom: float) -> None:
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(scale=1, border=1))
    side = _QR / len(rows)
    canvas.setFillColor(colors.black)
    for line, row in enumerate(rows):
        for place, dark in enumerate(row):
            if dark:
                high = bottom + _QR - (line + 1) * side
                canvas.rect(left + place * side, high, side * 1.02, side * 1.02, stroke=0, fill=1)


def _draw_void(canvas: Any, bottom: float) -> None:
    canvas.saveState()
    canvas.setFillColor(_VOID, alpha=0.35)
    canvas.setFont(BOLD, 64)
    canvas.translate(_WIDTH / 2, bottom + _HEIGHT / 2)
    canvas.rotate(20)
    canvas.drawCentredString(0, -20, _("İPTAL"))
    canvas.restoreState()


def _place(canvas: Any, story: list[Any], width: float, height: float, left: float, top: float) -> None:
    """Draw below `top`; what is too long for its place is drawn smaller."""
    frame = KeepInFrame(width, height, story, mode="shrink")
    _wide, high = frame.wrapOn(canvas, width, height)
    frame.drawOn(canvas, left, top - high)
