"""When a meeting is, in words of the association's clock."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format

from .models import Meeting


def span_words(meeting: Meeting) -> str:
    """Return `26 Kasım 2026 14:00–15:30`; the second day too where it ends on another."""
    zone = timezone.get_default_timezone()
    start, end = timezone.localtime(meeting.starts_at, zone), timezone.localtime(meeting.ends_at, zone)
    day, until = date_format(start, "j F Y"), f"{end:%H:%M}"
    if start.date() != end.date():
        until = f"{date_format(end, 'j F Y')} {until}"
    return f"{day} {start:%H:%M}–{until}"


def day_of(moment: datetime) -> date:
    """Return the day of a moment where the association is."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def time_of(moment: datetime) -> time:
    """Return the time of day of a moment where the association is."""
    return timezone.localtime(moment, timezone.get_default_timezone()).time()


def at_local(day: date, at: time) -> datetime:
    """Return the moment at which it is `at` on a day where the association is."""
    return timezone.make_aware(datetime.combine(day, at), timezone.get_default_timezone())


def moment_words(moment: datetime) -> str:
    """Return `26 Kasım 2026 14:00`."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{date_format(local, 'j F Y')} {local:%H:%M}"


def day_words(meeting: Meeting) -> str:
    return date_format(timezone.localtime(meeting.starts_at, timezone.get_default_timezone()), "j F Y")
