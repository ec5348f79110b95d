"""What mails of meetings carry: links that lead to one's answer, and the meeting as calendar programs know it.

The calendar object says how things stand when the mail is sent: the meeting asks, or asks again under a higher number
of its changes; one that was called off, or that somebody does not take part in any more, is cancelled. It names who
organises the meeting and whom the mail is for, and nobody else.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import vCalAddress

from notifications.kinds import Enclosure
from notifications.links import absolute
from tasks.feed import calendar_of, component_of, readable, written

from .choices import Answer
from .entries import event_of
from .models import Meeting, Participant
from .states import MeetingState

_STATUS = {
    Answer.INVITED: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DECLINED: "DECLINED",
}
MEETING = "meeting"  # in the details of a notification: the meeting, where it may not be pointed at


def enclose(notification: Any) -> Enclosure:
    """Return what the mail of a notification about a meeting carries, for its recipient."""
    key = notification.metadata.get(MEETING) or notification.reference_pk
    meeting = Meeting.objects.select_related("organiser").filter(pk=key).first() if key else None
    if meeting is None or meeting.recorded_afterwards or meeting.state == MeetingState.COMPLETED:
        return Enclosure()
    person = notification.recipient
    called = meeting.participants.filter(user=person).first()
    is_off = meeting.state == MeetingState.CANCELLED or called is None
    return Enclosure(
        links=_links(meeting) if called is not None and meeting.state == MeetingState.SCHEDULED else (),
        calendar=calendar_object(meeting, person, called),
        method="CANCEL" if is_off else "REQUEST",
        file_name="iptal.ics" if is_off else "davet.ics",
    )


def calendar_object(meeting: Meeting, person: Any, called: Participant | None) -> bytes:
    """Return the meeting for one person's calendar; `called` is None where it is not theirs any more."""
    is_off = meeting.state == MeetingState.CANCELLED or called is None
    event = component_of(event_of(meeting), absolute)
    event["organizer"] = _address(meeting.organiser)
    attendee = _address(person)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    if is_off:
        event.pop("status")
        event.add("status", "CANCELLED")
    else:
        attendee.params["PARTSTAT"] = _STATUS[Answer(called.answer)] if called else ""
        attendee.params["RSVP"] = "TRUE"
    event.add("attendee", attendee, encode=False)
    calendar = calendar_of("CANCEL" if is_off else "REQUEST")
    calendar.add_component(event)
    return written(calendar)


def _address(person: Any) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = readable(person.full_name).replace('"', "'")
    return address


def _links(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Return where the answers are given: a page that asks who one is, and notes nothing by being opened."""
    page = reverse("meetings:invitation", args=[meeting.pk])
    words = (("katilacak", _("Katılacağım")), ("belki", _("Belki")), ("katilmayacak", _("Katılmayacağım")))
    return tuple((label, f"{page}?yanit={word}") for word, label in words)
