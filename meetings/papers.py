"""Decisions on paper: the page of one, and the book of a year, in the columns that the law asks for."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import IO, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table, TableStyle
from reportlab.platypus.flowables import CondPageBreak, KeepTogether, Spacer

from kafkasder.core.pdf import PLAIN, STRONG, heading, text, title, write_document

from .choices import Attendance, Book, MeetingRole
from .models import Decision, Participant

_SIGNATURES_IN_ROW = 3
_ROOM_FOR_SIGNATURE = 16 * mm
_WIDTHS = (22 * mm, 18 * mm, 45 * mm, 88 * mm, 52 * mm, 36 * mm)


def write_decision(file: IO[bytes], decision: Decision) -> None:
    """Write the page of one decision, with room for the signatures of those who were there."""
    name = _("Karar %(mark)s") % {"mark": decision.mark}
    facts = [
        (_("Karar tarihi"), date_format(decision.adopted_on, "j F Y")),
        (_("Karar sayısı"), decision.mark),
        (_("Konusu"), decision.title),
        (_("Toplantı"), f"{decision.meeting.title} ({decision.meeting.get_kind_display()})"),
        (_("Toplantıya katılanlar"), ", ".join(str(each) for each in present(decision))),
    ]
    if decision.legal_basis:
        facts.append((_("Dayanak"), decision.legal_basis))
    story: list[Any] = [
        title(Book(decision.book).label),
        Table(
            [[text(label, STRONG), text(value)] for label, value in facts],
            colWidths=(45 * mm, 129 * mm),
            hAlign="LEFT",
            style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]),
        ),
        heading(_("Karar")),
        text(decision.text),
        *_corrections(decision),
        *_votes(decision),
        heading(_("İmzalar")),
        *_signatures(present(decision)),
    ]
    write_document(file, story, title=name, foot=f"{Book(decision.book).label} · {name}")


def write_book(file: IO[bytes], book: str, year: int, decisions: Iterable[Decision]) -> None:
    """Write the decisions of a book in a year, one below the other, with room to sign beside each."""
    name = f"{Book(book).label} {year}"
    head = [
        *(_("Karar tarihi"), _("Karar sayısı"), _("Konusu"), _("Karar metni")),
        *(_("Toplantıya katılan üyeler"), _("İmzalar")),
    ]
    rows = [_book_row(decision) for decision in decisions]
    told = _book_table(head, rows) if rows else text(_("Bu defterde karar yok."))
    write_document(file, [title(name), told], title=name, foot=name, is_wide=True)


def present(decision: Decision) -> list[Participant]:
    """Return the members who were there, the chair first; guests do not sign."""
    order = list(MeetingRole.values)
    people = [each for each in decision.meeting.participants.all() if each.attendance == Attendance.PRESENT]
    members = [each for each in people if each.role != MeetingRole.GUEST]
    return sorted(members, key=lambda each: (order.index(each.role), each.pk))


def _book_row(decision: Decision) -> list[Any]:
    people = present(decision)
    return [
        text(date_format(decision.adopted_on, "d.m.Y")),
        text(decision.number),
        text(decision.title),
        [text(decision.text), *_corrections(decision), *_votes(decision)],
        [text(str(each)) for each in people] or text("–"),
        [Spacer(1, max(len(people), 2) * 7 * mm)],
    ]


def _book_table(head: list[str], rows: list[list[Any]]) -> Table:
    return Table(
        [[text(each, STRONG) for each in head], *rows],
        colWidths=_WIDTHS,
        repeatRows=1,
        hAlign="LEFT",
        splitInRow=1,
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "#858c86"), ("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )


def _corrections(decision: Decision) -> Iterator[Any]:
    """Yield what the decision said before, struck through so that it can be read, with who corrected it and why."""
    for each in decision.corrections.all():
        said = _("%(day)s tarihinde %(person)s düzeltti: %(reason)s") % {
            "day": date_format(each.at, "d.m.Y"),
            "person": each.by,
            "reason": each.reason,
        }
        former = escape(f"{each.title}: {each.text}", quote=False).replace("\n", "<br/>")
        yield Spacer(1, 2 * mm)
        yield Paragraph(f"<strike>{former}</strike>", PLAIN)
        yield text(said)


def _votes(decision: Decision) -> Iterator[Any]:
    """Yield how many voted for and against, and the dissent that members wanted noted."""
    if decision.is_voted_on:
        told = {"yes": decision.votes_for, "no": decision.votes_against or 0, "none": decision.votes_abstained or 0}
        yield Spacer(1, 2 * mm)
        yield text(_("Kabul %(yes)d, ret %(no)d, çekimser %(none)d") % told)
    for vote in decision.votes.all():
        if vote.dissent:
            yield text(
                _("Muhalefet şerhi, %(person)s: %(dissent)s") % {"person": vote.participant, "dissent": vote.dissent}
            )


def _signatures(people: list[Participant]) -> list[Any]:
    if not people:
        return [text(_("Yoklama alınmadı; katılanlar elle yazılır.")), Spacer(1, 40 * mm)]
    cells: list[Any] = [
        [text(str(each), STRONG), text(each.get_role_display()), Spacer(1, _ROOM_FOR_SIGNATURE)] for each in people
    ]
    rows = [cells[start : start + _SIGNATURES_IN_ROW] for start in range(0, len(cells), _SIGNATURES_IN_ROW)]
    rows[-1] += [""] * (_SIGNATURES_IN_ROW - len(rows[-1]))
    frame = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "#c9c4b6"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return [CondPageBreak(50 * mm), KeepTogether(Table(rows, colWidths=(58 * mm,) * 3, hAlign="LEFT", style=frame))]
