"""The meetings of the calendar and of the feed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from tasks.entries import Entry, EntrySource, Event
from tasks.repetition import next_day

from .choices import Answer
from .models import Meeting, MeetingSeries
from .querysets import concerning
from .states import MeetingState

_KEPT = timedelta(days=90)  # how long the feed keeps what is over
_MOST = 1_000  # meetings in a feed


def _entries(viewer: Any, first: date, last: date, mine: bool) -> Iterator[Entry]:
    """Yield the meetings that begin between two days."""
    rows = Meeting.objects.visible_to(viewer).exclude(state=MeetingState.CANCELLED)
    rows = rows.filter(concerning(viewer)) if mine else rows
    begin, end = _midnight(first), _midnight(last + timedelta(days=1))
    for meeting in rows.filter(starts_at__gte=begin, starts_at__lt=end).order_by("starts_at", "pk"):
        start = _local(meeting.starts_at)
        yield Entry(
            key=f"meeting-{meeting.pk}",
            day=start.date(),
            at=start.time(),
            title=meeting.title,
            url=meeting.get_absolute_url(),
            icon="users",
            closed=not meeting.is_open,
        )
    yield from _expected(viewer, first, last, mine)


def _expected(viewer: Any, first: date, last: date, mine: bool) -> Iterator[Entry]:
    """Yield what series will bring between two days and was not called yet."""
    seen = Meeting.objects.visible_to(viewer)
    seen = seen.filter(concerning(viewer)) if mine else seen
    rows = MeetingSeries.objects.filter(Q(until__isnull=True) | Q(until__gte=first))
    rows = rows.filter(pk__in=seen.filter(series__isnull=False).order_by().values("series"))
    for series in rows.annotate(called_until=Max("meetings__series_day")).order_by("pk"):
        day = series.called_until
        while (day := next_day(series.rule, day, on_or_after=first, until=series.until)) and day <= last:
            if day > today():
                yield Entry(
                    key=f"series-{series.pk}-{day}",
                    day=day,
                    at=series.at,
                    title=series.title,
                    url=reverse("meetings:meeting_list"),
                    icon="users",
                    faint=True,
                )


def _events(person: Any) -> Iterator[Event]:
    """Yield the meetings that somebody organises or is called to, unless they said that they do not come."""
    declined = person.participations.filter(answer=Answer.DECLINED).values("meeting")
    rows = Meeting.objects.visible_to(person).filter(concerning(person), ends_at__gte=timezone.now() - _KEPT)
    rows = rows.exclude(pk__in=declined).select_related("organiser").order_by("starts_at", "pk")
    yield from map(event_of, rows[:_MOST])


def event_of(meeting: Meeting) -> Event:
    """Return a meeting as calendar programs know it, be it by the feed or by a mail."""
    start = _local(meeting.starts_at)
    return Event(
        uid=f"meeting-{meeting.pk}",
        day=start.date(),
        at=start.time(),
        minutes=meeting.minutes,
        title=meeting.title,
        text=_text(meeting),
        place=meeting.place or meeting.link,
        busy=True,
        path=meeting.get_absolute_url(),
        created_at=meeting.created_at,
        changed_at=max(meeting.updated_at, meeting.state_at),
        cancelled=meeting.state == MeetingState.CANCELLED,
        sequence=meeting.sequence,
        categories=(str(meeting.get_kind_display()),),
    )


def _text(meeting: Meeting) -> str:
    lines = [str(meeting.get_state_display()), meeting.organiser.full_name, meeting.link, meeting.description]
    return "\n".join(filter(None, lines))


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


SOURCE = EntrySource(
    key="meetings", label=_("Toplantılar"), verb="meetings.view_meetings", entries=_entries, events=_events, order=20
)
