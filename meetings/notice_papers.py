"""Notices to the authorities on paper: an assembly's result, and what somebody wrote down as a duty.

The panel keeps no register of members, so who was elected is written in by hand.
"""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle
from reportlab.platypus.flowables import KeepTogether, Spacer

from accounts.models import OrganisationProfile
from kafkasder.core.pdf import STRONG, heading, text, title, write_document

from .meeting_papers import GRID
from .models import LegalDuty, Meeting
from .own_duties import BY_HAND, ORGAN_CHANGE
from .quorum import quorum_of
from .when import span_words

_LABEL_WIDTHS = (58 * mm, 116 * mm)
_ORGAN_WIDTHS = (12 * mm, 66 * mm, 44 * mm, 52 * mm)
_ROOM = 9 * mm
_BOARD, _AUDIT = 5, 3  # full members at the least, and as many substitutes


def write_result(file: IO[bytes], meeting: Meeting) -> None:
    """Write what the authorities ask about an assembly, and room for the members of the organs."""
    association, name = OrganisationProfile.current(), _("Genel kurul sonuç bildirimi")
    facts = [*_association(association), *_assembly(meeting)]
    story = [title(name), _table(facts), *_decisions(meeting), *_organs(), *_signature()]
    write_document(file, story, title=name, foot=" · ".join(filter(None, (association.name, meeting.title))))


def write_notice(file: IO[bytes], duty: LegalDuty) -> None:
    """Write the letter that tells the authorities what happened; a change of organs has room for their members."""
    association, name = OrganisationProfile.current(), str(BY_HAND[duty.kind][0])
    facts = [*_association(association), (_("Konu"), duty.title), (_("Dayanak"), duty.basis)]
    facts += [(_("Son gün"), date_format(duty.due_on, "j F Y")), (_("Bildirim günü"), " ")]
    story = [title(name), text(_("İl Sivil Toplumla İlişkiler Müdürlüğüne")), Spacer(1, 4 * mm), _table(facts)]
    if duty.kind == ORGAN_CHANGE:
        story += _organs()
    story += [Spacer(1, 6 * mm), text(_("Yukarıdaki değişiklik bilgilerinize sunulur.")), *_signature()]
    write_document(file, story, title=name, foot=" · ".join(filter(None, (association.name, duty.title))))


def _table(facts: list[tuple[str, Any]]) -> Table:
    return Table(
        [[text(label, STRONG), text(value or "–")] for label, value in facts],
        colWidths=_LABEL_WIDTHS,
        hAlign="LEFT",
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]),
    )


def _association(association: OrganisationProfile) -> Iterator[tuple[str, Any]]:
    yield _("Derneğin adı"), association.name
    yield _("Kütük no"), association.registry_number
    yield _("Yerleşim yeri"), association.address


def _assembly(meeting: Meeting) -> Iterator[tuple[str, Any]]:
    quorum = quorum_of(meeting, list(meeting.participants.all()))
    yield _("Genel kurulun türü"), meeting.get_kind_display()
    yield _("Çağrı günü"), date_format(meeting.called_on, "j F Y") if meeting.called_on else ""
    yield _("Toplantının günü ve saati"), span_words(meeting)
    yield _("Toplantının yeri"), meeting.place
    yield _("Kaçıncı toplantı"), _("İkinci toplantı") if meeting.is_second_call else _("İlk toplantı")
    yield _("Katılma hakkı olan üye"), quorum.entitled
    yield _("Katılan üye"), quorum.present


def _decisions(meeting: Meeting) -> Iterator[Any]:
    decisions = meeting.decisions.order_by("year", "number")
    yield heading(_("Alınan kararlar"))
    told = [text(_("Karar %(mark)s: %(text)s") % {"mark": each.mark, "text": each.title}) for each in decisions]
    yield from told or [text("–")]


def _organs() -> list[Any]:
    story: list[Any] = []
    for label, count in ((_("Yönetim kurulu"), _BOARD), (_("Denetim kurulu"), _AUDIT)):
        story += _organ(_("%(organ)s, asıl üyeler") % {"organ": label}, count)
        story += _organ(_("%(organ)s, yedek üyeler") % {"organ": label}, count)
    return story


def _organ(name: str, count: int) -> list[Any]:
    """Return a table to fill by hand, which does not part from its heading."""
    head = [text(each, STRONG) for each in (_("Sıra"), _("Ad soyad"), _("T.C. kimlik no"), _("Görevi"))]
    rows = [[text(place), "", "", ""] for place in range(1, count + 1)]
    drawn = Table(
        [head, *rows], colWidths=_ORGAN_WIDTHS, rowHeights=[None, *[_ROOM] * count], hAlign="LEFT", style=GRID
    )
    return [KeepTogether([heading(name), drawn])]


def _signature() -> list[Any]:
    return [Spacer(1, 8 * mm), KeepTogether([text(_("Yönetim kurulu başkanı"), STRONG), Spacer(1, 18 * mm)])]
