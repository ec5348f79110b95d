"""What a meeting's quorum is reckoned by."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..choices import PROXY_KINDS, Attendance
from ..models import Meeting, Participant

FIELDS = ("entitled", "is_heavy", "is_second_call", "full_members", "statute_quorum", "counted_present")


@transaction.atomic
def set_quorum(*, meeting: Meeting, by: Any, **values: Any) -> Meeting:
    """Say how many are entitled, which call it is, and what the statute asks for; before, during or after."""
    meeting = lock(meeting, by)
    policy.can_count(by, meeting).require()
    for name in FIELDS:
        setattr(meeting, name, values[name])
    meeting.save(update_fields=[*FIELDS, "updated_at"])
    return meeting


@transaction.atomic
def represent(*, participant: Participant, proxy: Participant, by: Any) -> Participant:
    """Note that somebody is represented by another one who is there, where that is allowed."""
    meeting = lock(participant.meeting, by)
    policy.can_write(by, meeting).require()
    if meeting.kind not in PROXY_KINDS:
        raise ValidationError(_("Bu toplantıda vekâlet olmaz: üyeler oylarını kendileri kullanır."), code="no_proxy")
    proxy = Participant.objects.select_for_update(of=("self",)).get(pk=proxy.pk)
    if proxy.meeting_id != meeting.pk or proxy.attendance != Attendance.PRESENT or proxy.pk == participant.pk:
        raise ValidationError({"proxy": _("Vekil, toplantıya katılan başka biri olmalıdır.")}, code="not_there")
    participant = Participant.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=participant.pk)
    participant.attendance, participant.represented_by = Attendance.PROXY, proxy
    participant.save(update_fields=["attendance", "represented_by"])
    return participant
