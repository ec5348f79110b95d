"""Changes of state; every one passes the table of the machine here."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kafkasder.core import jobs
from kafkasder.core.locks import lock

from .. import policy
from ..models import Meeting
from ..states import MEETING_STATES, MeetingState
from .telling import tell_cancelled

DUTIES = "meetings.duties"  # the job that brings the calendar of the law in step


@transaction.atomic
def change_state(*, meeting: Meeting, target: str, by: Any, reason: str = "") -> Meeting:
    """Begin a meeting, end it, or call it off."""
    meeting = lock(meeting, by)
    policy.can_hold(by, meeting).require()
    MEETING_STATES.require(meeting.state, target, reason)
    if target == MeetingState.ONGOING:
        policy.can_begin(by, meeting).require()
    meeting.state, meeting.state_reason, meeting.state_at = target, reason.strip(), timezone.now()
    meeting.sequence += target == MeetingState.CANCELLED
    meeting.save(update_fields=["state", "state_reason", "state_at", "sequence", "updated_at"])
    if target == MeetingState.COMPLETED:
        jobs.wake(DUTIES)  # an assembly that was held is to be told of
    if target == MeetingState.CANCELLED:
        tell_cancelled(meeting, by)
    return meeting
