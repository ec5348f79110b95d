"""Calling an assembly as the law asks, and opening its second meeting."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock

from .. import policy
from ..calls import call_of, may_open_second, refusal_of_second, refusal_of_start
from ..choices import Answer
from ..models import AgendaItem, Meeting, Participant
from ..quorum import quorum_of
from .telling import tell_invited

_FIELDS = ("called_on", "call_ways", "second_at", "updated_at")


@transaction.atomic
def announce(
    *, meeting: Meeting, called_on: date, call_ways: Sequence[str], by: Any, second_at: datetime | None = None
) -> Meeting:
    """Note when and by which ways a meeting was called. That of an assembly says all that the law wants, in time."""
    meeting = lock(meeting, by)
    policy.can_change(by, meeting).require()
    meeting.called_on, meeting.call_ways = called_on, list(call_ways)
    meeting.second_at = second_at if meeting.is_assembly and meeting.first_call_id is None else None
    _require_call(meeting)
    meeting.save(update_fields=_FIELDS)
    return meeting


def _require_call(meeting: Meeting) -> None:
    if meeting.called_on is None or meeting.called_on > today():
        raise ValidationError({"called_on": _("Çağrı günü ileride olamaz.")}, code="not_yet")
    if not meeting.call_ways:
        raise ValidationError({"call_ways": _("Çağrının yollarını seçin.")}, code="no_way")
    if late := refusal_of_start(meeting, meeting.called_on):
        raise ValidationError({"called_on": late}, code="called_late")
    if meeting.second_at and (refusal := refusal_of_second(meeting.starts_at, meeting.second_at)):
        raise ValidationError({"second_at": refusal}, code="second_out_of_time")
    if missing := call_of(meeting).missing:
        told = {"what": ", ".join(str(each) for each in missing)}
        raise ValidationError(_("Çağrıda eksik olanlar: %(what)s.") % told, code="call_incomplete")


def require_assembly_time(meeting: Meeting, stored: Meeting | None = None) -> None:
    """Refuse a time for an assembly that the law forbids, be it new or put off, which it may be once.

    What was announced already is put off and not brought forward: the members were told of another day.
    """
    if not meeting.is_assembly:
        return
    if meeting.first_call is not None:
        refusal = refusal_of_second(meeting.first_call.starts_at, meeting.starts_at)
    elif stored is not None and stored.is_assembly and stored.called_on is not None:
        refusal = _put_off(meeting, stored)
    else:
        refusal = refusal_of_start(meeting, meeting.called_on)
    if refusal:
        raise ValidationError({"starts_at": refusal}, code="assembly_time")


def _put_off(meeting: Meeting, stored: Meeting) -> Any:
    if stored.put_off_at is not None:
        return _("Genel kurul bir kez geri bırakılabilir; bu toplantı geri bırakıldı.")
    if meeting.starts_at < stored.starts_at:
        return _("Çağrısı yapılmış genel kurul öne alınamaz.")
    if meeting.second_at is not None and meeting.second_at <= meeting.starts_at:
        meeting.second_at = meeting.called_on = None  # the call is made anew, with another day for the second meeting
        meeting.call_ways = []
    meeting.put_off_at = timezone.now()
    return None


@transaction.atomic
def open_second(*, meeting: Meeting, by: Any) -> Meeting:
    """Open the second meeting of an assembly that was not quorate, as its call said: same people, same agenda."""
    meeting = lock(meeting, by)
    policy.can_hold(by, meeting).require()
    policy.can_add(by).require()
    people = list(meeting.participants.select_related("user"))
    if not may_open_second(meeting, quorum_of(meeting, people)) or meeting.second_at is None:
        raise ValidationError(_("Bu toplantının ikincisi açılamaz."), code="no_second")
    second = Meeting(
        **{name: getattr(meeting, name) for name in ("title", "kind", "description", "place", "link")},
        **{name: getattr(meeting, name) for name in ("entitled", "is_heavy", "full_members", "statute_quorum")},
        starts_at=meeting.second_at,
        ends_at=meeting.second_at + (meeting.ends_at - meeting.starts_at),
        is_second_call=True,
        first_call=meeting,
        called_on=meeting.called_on,
        call_ways=meeting.call_ways,
        organiser=by,
        created_by=by,
    )
    second.save(force_insert=True)
    _copy_people(second, people, by)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=second, position=each.position, title=each.title, text=each.text, at=each.at)
        for each in meeting.agenda.all()
    )
    tell_invited(second, [each.user for each in people if each.user], by)
    return second


def _copy_people(second: Meeting, people: list[Participant], by: Any) -> None:
    """Call everybody of the first meeting again; who opens the second one takes part."""
    now = timezone.now()
    own = {"answer": Answer.ACCEPTED, "answered_at": now}
    copies = [
        Participant(
            meeting=second,
            user=each.user,
            name=each.name,
            role=each.role,
            **(own if each.user_id == by.pk else {}),
        )
        for each in people
    ]
    if by.pk not in {each.user_id for each in people}:
        copies.append(Participant(meeting=second, user=by, **own))
    for each in copies:
        each.save(force_insert=True)
