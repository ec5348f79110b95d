"""Calling meetings, and saying when and where they are."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import policy
from ..choices import Answer
from ..models import AgendaItem, Meeting, Participant
from ..states import MeetingState
from .calls import require_assembly_time
from .people import call
from .series import begin_series
from .telling import tell_changed, tell_invited

AHEAD = timedelta(hours=1)

OWN_FIELDS = ("title", "kind", "description", "starts_at", "ends_at", "place", "link", "notes", "updated_at")
_CHANGED_FIELDS = (*OWN_FIELDS, "sequence", "called_on", "call_ways", "second_at", "put_off_at")
_WHEN = ("starts_at", "ends_at")
_WHERE = ("place", "link")


@transaction.atomic
def create_meeting(
    *,
    meeting: Meeting,
    by: Any,
    afterwards: bool = False,
    people: Iterable[Any] = (),
    agenda: Sequence[str] = (),
    repeat: str = "",
    repeat_until: date | None = None,
) -> Meeting:
    """Call a meeting that `by` organises, with points of its agenda; or write one down `afterwards`.

    Whoever organises it takes part. Of a meeting that has been nobody is told: there is nothing to answer. One that is
    to `repeat` begins a series.
    """
    policy.can_add(by).require()
    now = timezone.now()
    _require_time(meeting, afterwards)
    if not afterwards:
        require_assembly_time(meeting)
    meeting.organiser = meeting.created_by = by
    meeting.recorded_afterwards, meeting.state_at = afterwards, now
    if afterwards:
        meeting.state = MeetingState.COMPLETED if meeting.ends_at <= now else MeetingState.ONGOING
    meeting.save(force_insert=True)
    Participant.objects.create(meeting=meeting, user=by, answer=Answer.ACCEPTED, answered_at=now)
    called = call(meeting, [person for person in people if person.pk != by.pk])
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=title, position=place) for place, title in enumerate(agenda, 1)
    )
    if not afterwards:
        tell_invited(meeting, called, by)
    if repeat:
        begin_series(meeting=meeting, rule=repeat, until=repeat_until, by=by)
    return meeting


def _require_time(meeting: Meeting, afterwards: bool) -> None:
    """What is called is at least an hour ahead, so that people can come; what was is written down when it has begun."""
    if afterwards and meeting.starts_at > timezone.now():
        raise ValidationError({"starts_at": _("Sonradan kaydedilen toplantı başlamış olmalıdır.")}, code="not_yet")
    if not afterwards and meeting.starts_at < timezone.now() + AHEAD:
        said = _("Yeni toplantı en az bir saat sonra başlamalıdır. Yapılmış olanı “Sonradan kaydediyorum” ile girin.")
        raise ValidationError({"starts_at": said}, code="too_soon")


@transaction.atomic
def save_meeting(*, meeting: Meeting, by: Any) -> Meeting:
    """Store what was written of an open meeting. Another time asks everybody again whether they come."""
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    policy.can_change(by, stored).require()
    _take_over(meeting, stored)
    is_moved, is_elsewhere = (_differs(meeting, stored, names) for names in (_WHEN, _WHERE))
    if is_moved or meeting.kind != stored.kind:
        require_assembly_time(meeting, stored)
    meeting.sequence = stored.sequence + (is_moved or is_elsewhere)
    meeting.save(update_fields=_CHANGED_FIELDS)
    if is_moved and meeting.state == MeetingState.SCHEDULED:
        others = meeting.participants.exclude(user=meeting.organiser_id)
        others.exclude(answer=Answer.INVITED).update(answer=Answer.INVITED, answered_at=None)
    if is_moved or is_elsewhere:
        tell_changed(meeting, by)
    return meeting


def _take_over(meeting: Meeting, stored: Meeting) -> None:
    """Have what services of their own changed meanwhile stand as it is, whatever the form was opened with."""
    for name in ("called_on", "call_ways", "second_at", "put_off_at", "first_call_id", "recorded_afterwards", "state"):
        setattr(meeting, name, getattr(stored, name))


def _differs(meeting: Meeting, stored: Meeting, names: Iterable[str]) -> bool:
    return any(getattr(meeting, name) != getattr(stored, name) for name in names)
