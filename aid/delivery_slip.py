"""The paper of a handing over, with what the voucher of an expense (EK-13) or of goods given (EK-14) must say.

It is signed twice, for the association and for whoever takes it; the leaf of the printed book remains the document.
"""

from typing import IO, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle
from reportlab.platypus.flowables import HRFlowable, Spacer

from accounts.models import OrganisationProfile
from finance.choices import PaymentMethod
from kafkasder.core.identifiers import mask_identity_number, mask_phone
from kafkasder.core.money import format_money
from kafkasder.core.money_words import money_words
from kafkasder.core.pdf import PLAIN, STRONG, TITLE, table, text, write_document

from .models import Aid
from .templatetags.payments import given_words, month_words

LANGUAGE = "tr"  # of papers, whatever language the panel is read in
_LINE = colors.HexColor("#c9c4b6")
_FACTS = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


def has_slip(aid: Aid) -> bool:
    """Whether something is handed over; of what a bank pays its slip is the document."""
    return aid.method != PaymentMethod.BANK


def write_slip(aid: Aid, file: IO[bytes]) -> None:
    """Write both copies onto one page."""
    with override(LANGUAGE):
        title = _("Ayni yardım teslim belgesi") if aid.method == PaymentMethod.IN_KIND else _("Gider makbuzu")
        head = OrganisationProfile.current()
        story: list[Any] = [*_copy(aid, head, title, _("Dernekte kalan"))]
        story += [Spacer(0, 5 * mm), HRFlowable(width="100%", color=_LINE, dash=(2, 3)), Spacer(0, 5 * mm)]
        story += _copy(aid, head, title, _("Teslim alanda kalan"))
        foot = _("%(title)s · yardım no %(number)d") % {"title": title, "number": aid.pk}
        write_document(file, story, title=title, foot=foot)


def _copy(aid: Aid, head: OrganisationProfile, title: str, whose: str) -> list[Any]:
    number = _("Kütük no: %(number)s") % {"number": head.registry_number} if head.registry_number else ""
    annex = "EK-14" if aid.method == PaymentMethod.IN_KIND else "EK-13"
    facts = [[text(label), text(value or "–")] for label, value in facts_of(aid)]
    return [
        text(head.name or _("Derneğin adı yazılmamış"), STRONG),
        text(" · ".join(filter(None, (head.address, number)))),
        text(f"{title} ({annex})", TITLE),
        text(_("%(whose)s · Seri ve sıra no: ____________________ (basılı belgenin)") % {"whose": whose}),
        Spacer(0, 2 * mm),
        Table(facts, colWidths=[42 * mm, 132 * mm], style=_FACTS, hAlign="LEFT"),
        Spacer(0, 2 * mm),
        *([_goods(aid), Spacer(0, 2 * mm)] if aid.quantity is not None else []),
        _signatures(aid),
    ]


def facts_of(aid: Aid) -> list[tuple[str, str]]:
    """Return what stands on the paper, as label and value."""
    household = aid.household
    person = aid.person or household.head
    place = ", ".join(str(part) for part in (household.district, household.province) if part)
    told = [
        (_("Tarih"), date_format(aid.given_on, "d.m.Y") if aid.given_on else "____.____.________"),
        (_("Kime verildiği"), str(person or "")),
        (_("Dosya no"), household.file_number),
        (_("T.C. kimlik no"), mask_identity_number(person.identity_number) if person else ""),
        (_("Adres"), " ".join(filter(None, (household.neighbourhood, household.address, place)))),
        (_("Telefon"), mask_phone(household.phone or (person.phone if person else ""))),
        (_("Ne için"), f"{aid.get_kind_display()}, {month_words(aid.period)}"),
        (_("Fon"), str(aid.fund)),
    ]
    if aid.amount is not None:
        label = _("Değeri") if aid.method == PaymentMethod.IN_KIND else _("Tutar")
        words = money_words(aid.amount, aid.currency)
        told += [(label, format_money(aid.amount, aid.currency)), (_("Yazıyla"), words)]
    return told


def _goods(aid: Aid) -> Any:
    row = ["1", str(aid.get_kind_display()), given_words(aid).rsplit(" ", 1)[0], str(aid.get_unit_display())]
    head = [_("Sıra no"), _("Malın cinsi"), _("Miktar"), _("Birim")]
    return table(head, [row], numbers=[2], widths=[18 * mm, 96 * mm, 30 * mm, 30 * mm])


def _signatures(aid: Aid) -> Table:
    giver, taker = str(aid.given_by or ""), aid.received_by
    cells = [
        [text(_("Teslim eden"), STRONG), text(_("Teslim alan"), STRONG)],
        [text(_("Adı soyadı: %(name)s") % {"name": giver}), text(_("Adı soyadı: %(name)s") % {"name": taker})],
        [text(_("Görevi:")), text(_("Yakınlığı:"))],
        [text(_("İmza:") + "\n\n\n", PLAIN), text(_("İmza:") + "\n\n\n", PLAIN)],
    ]
    return Table(cells, colWidths=[87 * mm, 87 * mm], style=_FACTS, hAlign="LEFT")
