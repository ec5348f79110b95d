"""Rows of this room for tests."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from meetings import services
from meetings.choices import ASSEMBLIES
from meetings.models import ActionItem, AgendaFile, AgendaItem, Decision, Meeting, Participant

from ..factories import make_user


def make_meeting(
    by: User | None = None,
    *,
    people: Iterable[User] = (),
    agenda: Sequence[str] = (),
    ago: timedelta | None = None,
    ahead: timedelta = timedelta(days=3),
    state: str = "scheduled",
    **fields: Any,
) -> Meeting:
    """Call a meeting that begins `ahead`, or write one down that began `ago`; `state` is brought about afterwards."""
    by = by or make_user("staff")
    if ago is None and fields.get("kind") in ASSEMBLIES:
        ahead = max(ahead, timedelta(days=20))  # the law has them called in time
    start = timezone.now() + (ahead if ago is None else -ago)
    values = {"title": "Kasım yönetim kurulu", "starts_at": start, "ends_at": start + timedelta(hours=1)} | fields
    meeting = services.create_meeting(
        meeting=Meeting(**values), by=by, afterwards=ago is not None, people=people, agenda=agenda
    )
    if state != "scheduled" and meeting.is_assembly and ago is None:
        bring_its_day(meeting)
    for each in {"ongoing": ["ongoing"], "completed": ["ongoing", "completed"]}.get(state, []):
        meeting = services.change_state(meeting=meeting, target=each, by=by)
    return meeting


def bring_its_day(meeting: Meeting) -> None:
    """An assembly does not begin before its day, whatever is waited for."""
    meeting.starts_at = timezone.now()
    meeting.ends_at = meeting.starts_at + timedelta(hours=1)
    meeting.save(update_fields=["starts_at", "ends_at"])


def make_participant(meeting: Meeting | None = None, user: User | None = None) -> Participant:
    meeting, user = meeting or make_meeting(), user or make_user("volunteer")
    services.add_people(meeting=meeting, people=[user], by=meeting.organiser)
    return meeting.participants.get(user=user)


def make_file(
    item: AgendaItem | None = None, name: str = "teklif.pdf", content: bytes = b"%PDF-1.7 teklif"
) -> AgendaFile:
    item = item or make_item()
    return services.add_file(item=item, upload=SimpleUploadedFile(name, content), by=item.meeting.organiser)


def make_item(meeting: Meeting | None = None, title: str = "Kış yardımları") -> AgendaItem:
    meeting = meeting or make_meeting()
    return services.add_item(meeting=meeting, title=title, by=meeting.organiser)


def make_decision(meeting: Meeting | None = None, by: User | None = None, **fields: Any) -> Decision:
    """Adopt a decision, in a meeting that goes on."""
    meeting = meeting or make_meeting(state="ongoing")
    others = meeting.decisions.count()  # no meeting decides the same twice
    title = f"Kış yardımları {others + 1}" if others else "Kış yardımları"
    values = {"title": title, "text": "Kömür dağıtılmasına karar verildi."} | fields
    return services.adopt(decision=Decision(**values), meeting=meeting, by=by or meeting.organiser)


def make_action(meeting: Meeting | None = None, by: User | None = None, **fields: Any) -> ActionItem:
    """Open an action, in a meeting that goes on."""
    meeting = meeting or make_meeting(state="ongoing")
    return services.open_action(meeting=meeting, by=by or meeting.organiser, **{"title": "Kömür teklifi al"} | fields)
