"""A meeting on paper: its attendance list to sign, and its minutes."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle
from reportlab.platypus.flowables import Spacer

from kafkasder.core.pdf import STRONG, heading, text, title, write_document

from .choices import Attendance
from .models import Meeting, Participant
from .quorum import quorum_of
from .when import span_words

GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "#858c86"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
_LIST_WIDTHS = (14 * mm, 66 * mm, 42 * mm, 52 * mm)
_ROOM_TO_SIGN = 11 * mm


def write_attendance(file: IO[bytes], meeting: Meeting) -> None:
    """Write the list that those who come sign; who was excused or absent stands there too."""
    head = [_("Sıra no"), _("Ad soyad"), _("Görevi"), _("İmza")]
    people = _people(meeting)
    rows = [
        [text(place), text(str(each)), text(each.get_role_display()), text(_unsigned(each))]
        for place, each in enumerate(people, 1)
    ]
    drawn = Table(
        [[text(each, STRONG) for each in head], *rows],
        colWidths=_LIST_WIDTHS,
        rowHeights=[None, *[_ROOM_TO_SIGN] * len(rows)],
        repeatRows=1,
        hAlign="LEFT",
        style=GRID,
    )
    name = _("Hazirun listesi")
    write_document(file, [title(name), *_about(meeting), Spacer(1, 4 * mm), drawn], title=name, foot=meeting.title)


def write_minutes(file: IO[bytes], meeting: Meeting) -> None:
    """Write what was said and decided, point by point, with room for those who sign."""
    name = _("Toplantı tutanağı")
    story: list[Any] = [title(name), *_about(meeting), *_attended(meeting), *_points(meeting)]
    story += [heading(_("İmzalar")), text(_("Toplantı başkanı")), Spacer(1, 18 * mm), text(_("Yazman"))]
    write_document(file, story, title=name, foot=meeting.title)


def _about(meeting: Meeting) -> Iterator[Any]:
    yield text(f"{meeting.title} · {meeting.get_kind_display()}", STRONG)
    yield text(" · ".join(filter(None, (span_words(meeting), meeting.place))))


def _attended(meeting: Meeting) -> Iterator[Any]:
    people = _people(meeting)
    quorum = quorum_of(meeting, people)
    there = [each for each in people if each.attendance in (Attendance.PRESENT, Attendance.PROXY)]
    yield heading(_("Katılanlar"))
    yield text(", ".join(str(each) for each in there) or "–")
    told = {"entitled": quorum.entitled, "needed": quorum.needed, "present": quorum.present}
    yield text(_("Oy hakkı olan %(entitled)d, gerekli %(needed)d, katılan %(present)d.") % told)


def _points(meeting: Meeting) -> Iterator[Any]:
    """Yield each point with its minutes and decisions; what was decided besides comes last."""
    decisions = list(meeting.decisions.order_by("year", "number"))
    for item in meeting.agenda.all():
        yield heading(f"{item.position}. {item.title}")
        if item.minutes:
            yield text(item.minutes)
        yield from (_told(each) for each in decisions if each.agenda_item_id == item.pk)
    rest = [each for each in decisions if each.agenda_item_id is None]
    if rest:
        yield heading(_("Kararlar"))
        yield from map(_told, rest)


def _told(decision: Any) -> Any:
    return text(_("Karar %(mark)s: %(text)s") % {"mark": decision.mark, "text": decision.text})


def _people(meeting: Meeting) -> list[Participant]:
    return list(meeting.participants.select_related("user"))


def _unsigned(person: Participant) -> str:
    away = (Attendance.EXCUSED, Attendance.ABSENT, Attendance.PROXY)
    return str(person.get_attendance_display()) if person.attendance in away else ""
