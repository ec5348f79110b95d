"""Reminders of meetings that come soon."""

from datetime import timedelta

from django.utils import timezone

from ..models import Meeting
from ..states import MeetingState
from .telling import tell_soon

SOON = timedelta(hours=24)


def remind_of_meetings() -> int:
    """Tell those who may come of all meetings within 24 hours; return how many people were told anew."""
    now = timezone.now()
    coming = Meeting.objects.filter(state=MeetingState.SCHEDULED, starts_at__gt=now, starts_at__lte=now + SOON)
    return sum(tell_soon(meeting) for meeting in coming.order_by("pk"))
