"""Calling people to a meeting, and saying what they do there."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..choices import MeetingRole
from ..models import Meeting, Participant
from ..states import MeetingState
from .telling import tell_invited, tell_uninvited

MOST = 50
MOST_OF_ASSEMBLY = 500


def call(meeting: Meeting, people: Iterable[Any], role: str = MeetingRole.MEMBER) -> list[Any]:
    """Add these users to a meeting, and return those who were not in it yet."""
    there = set(meeting.participants.values_list("user", flat=True))
    new = [person for person in people if person.pk not in there]
    if new and policy.callable_people().filter(pk__in=[person.pk for person in new]).count() < len(new):
        raise ValidationError({"people": _("Bu kişi toplantıya çağrılamaz.")}, code="not_callable")
    for person in new:
        Participant.objects.create(meeting=meeting, user=person, role=role)
    _require_room(meeting)
    return new


@transaction.atomic
def add_people(*, meeting: Meeting, people: Iterable[Any], by: Any, role: str = MeetingRole.MEMBER) -> Meeting:
    """Call more users to a meeting, who are told of it."""
    meeting = lock(meeting, by)
    policy.can_change(by, meeting).require()
    called = call(meeting, people, role)
    if meeting.state == MeetingState.SCHEDULED:
        tell_invited(meeting, called, by)
    return meeting


@transaction.atomic
def add_guest(*, meeting: Meeting, name: str, by: Any, role: str = MeetingRole.GUEST) -> Participant:
    """Note somebody who is no user of the panel."""
    meeting = lock(meeting, by)
    policy.can_change(by, meeting).require()
    guest = Participant.objects.create(meeting=meeting, name=name, role=role)
    _require_room(meeting)
    return guest


@transaction.atomic
def set_role(*, participant: Participant, role: str, by: Any) -> Participant:
    """Say what somebody does in the meeting."""
    policy.can_change(by, lock(participant.meeting, by)).require()
    participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    participant.role = role
    participant.save(update_fields=["role"])
    return participant


@transaction.atomic
def remove_participant(*, participant: Participant, by: Any) -> Meeting:
    """Take somebody off the meeting; what they were told of it and did not read goes too."""
    meeting = lock(participant.meeting, by)
    policy.can_change(by, meeting).require()
    if participant.user_id == meeting.organiser_id:
        raise ValidationError(_("Toplantıyı düzenleyen çıkarılamaz."), code="organiser_stays")
    participant = Participant.objects.select_for_update(of=("self",)).select_related("user").get(pk=participant.pk)
    if participant.votes.exists() or participant.represents.exists():
        raise ValidationError(_("Oy kullanan ya da vekâlet eden katılımcı çıkarılamaz."), code="voter_stays")
    person = participant.user
    participant.delete()
    meeting.sequence += 1  # or their calendar would not take the meeting out, and in again should they be called anew
    meeting.save(update_fields=["sequence", "updated_at"])
    if person is not None and meeting.state == MeetingState.SCHEDULED:
        tell_uninvited(meeting, person, by)
    return meeting


def _require_room(meeting: Meeting) -> None:
    most = MOST_OF_ASSEMBLY if meeting.is_assembly else MOST
    if meeting.participants.count() > most:
        said = _("Bu toplantıya en çok %(most)d kişi yazılabilir.") % {"most": most}
        raise ValidationError(said, code="people_many")
