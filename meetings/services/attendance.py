"""Who was there."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock

from .. import policy
from ..choices import Attendance
from ..models import Participant


@transaction.atomic
def mark_attendance(*, participant: Participant, attendance: str, by: Any) -> Participant:
    """Note whether somebody is there; whom they represented is not represented once they are not."""
    policy.can_write(by, lock(participant.meeting, by)).require()
    participant = Participant.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=participant.pk)
    participant.attendance, participant.represented_by = Attendance(attendance), None
    participant.save(update_fields=["attendance", "represented_by"])
    if participant.attendance != Attendance.PRESENT:
        participant.represents.update(attendance=Attendance.UNKNOWN, represented_by=None)
    return participant
