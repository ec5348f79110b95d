"""Answering an invitation, which everybody does for themselves."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from kafkasder.core.locks import lock

from .. import policy
from ..choices import Answer
from ..models import Meeting, Participant
from .telling import tell_answered


@transaction.atomic
def answer(*, meeting: Meeting, answer: str, by: Any) -> Participant:
    """Note what `by` says to their own invitation; saying the same again tells nobody."""
    meeting = lock(meeting, by)
    participant = Participant.objects.select_for_update(of=("self",)).filter(meeting=meeting, user=by).first()
    if participant is None:
        raise PermissionDenied
    participant.meeting = meeting
    policy.can_answer(by, participant).require()
    if participant.answer != Answer(answer):
        participant.answer, participant.answered_at = Answer(answer), timezone.now()
        participant.save(update_fields=["answer", "answered_at"])
        tell_answered(participant, by)
    return participant
