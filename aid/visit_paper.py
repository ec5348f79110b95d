"""The report of a home visit on paper, with room for signatures."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle
from reportlab.platypus.flowables import CondPageBreak, KeepTogether, Spacer

from kafkasder.core.pdf import STRONG, heading, text, title, write_document

from .models import HomeVisit
from .visit_words import former_words

_WIDTHS = (50 * mm, 124 * mm)
_ROOM_FOR_SIGNATURE, _ROOM_TO_WRITE = 20 * mm, 45 * mm


def write_visit_paper(file: IO[bytes], visit: HomeVisit, *, shows_address: bool) -> None:
    """Write the report; of a visit that is still planned one to be filled in by hand."""
    name = _("Hane ziyaret tutanağı")
    story: list[Any] = [
        title(name),
        Table(
            [[text(label, STRONG), text(value)] for label, value in _facts(visit, shows_address) if value],
            colWidths=_WIDTHS,
            hAlign="LEFT",
            style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]),
        ),
        *_part(_("Gözlemler"), visit.findings),
        *_part(_("İhtiyaçlar"), visit.needs),
        *_part(_("Ziyaret edenin görüşü"), str(visit.get_advice_display())),
        *_corrections(visit),
        CondPageBreak(50 * mm),
        heading(_("İmzalar")),
        _signatures([(str(visit.visitor), _("Ziyaret eden")), ("", _("Ziyaret eden")), (visit.met, _("Görüşülen"))]),
    ]
    write_document(file, story, title=f"{name} {visit.household.file_number}", foot=name)


def _facts(visit: HomeVisit, shows_address: bool) -> list[tuple[str, str]]:
    household = visit.household
    place = (household.neighbourhood, household.address, household.district, household.province)
    count = "" if visit.people_seen is None else str(visit.people_seen)
    return [
        (_("Dosya no"), household.file_number),
        (_("Hane reisi"), str(household.head or "")),
        (_("Adres"), ", ".join(str(each) for each in place if each) if shows_address else ""),
        (_("Başvuru no"), visit.application.number if visit.application else ""),
        (_("Planlanan gün"), date_format(visit.planned_for, "j F Y")),
        (_("Ziyaret günü"), date_format(visit.visited_on, "j F Y") if visit.visited_on else ""),
        (_("Görüşülen"), visit.met),
        (_("Evde görülen kişi sayısı"), count),
        (_("Evin durumu"), str(visit.get_home_state_display())),
    ]


def _part(name: str, words: str) -> list[Any]:
    return [heading(name), text(words) if words else Spacer(1, _ROOM_TO_WRITE)]


def _corrections(visit: HomeVisit) -> Iterator[Any]:
    """Tell on paper too what was written before."""
    for each in visit.corrections.select_related("by"):
        yield heading(_("Düzeltme: %(day)s, %(by)s") % {"day": date_format(localtime(each.at), "j F Y"), "by": each.by})
        yield text(each.reason)
        for label, words in former_words(each):
            yield text(_("%(label)s, önceki hâli: %(words)s") % {"label": label, "words": words or "—"})


def _signatures(people: list[tuple[str, str]]) -> Any:
    cells = [[text(name, STRONG), text(role), Spacer(1, _ROOM_FOR_SIGNATURE)] for name, role in people]
    frame = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "#c9c4b6"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return KeepTogether(Table([cells], colWidths=(58 * mm,) * 3, hAlign="LEFT", style=frame))
