"""The thank-you certificate of a gift: for the giver to keep or to hand on, and no receipt."""

from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from kafkasder.core.fields import format_date
from kafkasder.core.money import format_money
from kafkasder.core.pdf import BOLD, FONT, text, write_document

from .choices import TributeKind
from .models import Donation


def _style(name: str, size: float, leading: float, *, bold: bool = False, above: float = 0) -> ParagraphStyle:
    font = BOLD if bold else FONT
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, alignment=TA_CENTER, spaceBefore=above * mm
    )


_ABOVE: Final = _style("above", 8.5, 90)
_TITLE: Final = _style("thanks title", 30, 40, bold=True)
_NAME: Final = _style("thanks name", 20, 28, bold=True, above=18)
_WORDS: Final = _style("thanks words", 13, 20, above=7)
_SMALL: Final = _style("thanks small", 8.5, 12, above=30)


def certificate(donation: Donation) -> bytes:
    """Return the certificate as a PDF of one page."""
    told = _("%(day)s tarihli %(amount)s tutarındaki bağışınız için teşekkür ederiz.") % {
        "day": format_date(donation.day),
        "amount": format_money(donation.amount, donation.currency),
    }
    story = [
        text("\N{NO-BREAK SPACE}", _ABOVE),
        text(_("Teşekkür Belgesi"), _TITLE),
        text(_("Sayın %(donor)s") % {"donor": donation.donor}, _NAME),
        text(told, _WORDS),
    ]
    if words := tribute_words(donation):
        story.append(text(words, _WORDS))
    story.append(text(_("Bu belge alındı belgesi yerine geçmez."), _SMALL))
    file = BytesIO()
    foot = _("Bağış no %(number)s") % {"number": donation.pk}
    write_document(file, story, title=_("Teşekkür Belgesi"), foot=foot, is_wide=True)
    return file.getvalue()


def tribute_words(donation: Donation) -> str:
    """Say for whom a gift was given; nothing if it was for nobody by name."""
    told = {
        TributeKind.ON_BEHALF: _("Bu bağış %(name)s adına yapılmıştır."),
        TributeKind.IN_MEMORY: _("Bu bağış %(name)s hatırasına yapılmıştır."),
        TributeKind.IN_HONOUR: _("Bu bağış %(name)s şerefine yapılmıştır."),
    }
    return told[TributeKind(donation.tribute_kind)] % {"name": donation.tribute_name} if donation.tribute_kind else ""
