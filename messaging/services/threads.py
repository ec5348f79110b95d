"""Opening threads."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named
from kafkasder.core.references import card_for

from .. import policy
from ..models import Draft, Event, Message, Thread, ThreadKind
from ..people import colleagues
from .rows import join, take_away, tell_event
from .sending import send

MOST_MEMBERS = 100


@transaction.atomic
def open_thread(*, members: Sequence[Any], title: str, text: str, key: UUID, by: Any) -> Thread:
    """Open what `by` asked for, and say the first words in it: with one person and no title that is their thread.

    The draft of the thread that was not opened yet ends. What says something and arrives twice opens one thread.
    """
    policy.can_use(by).require()
    if sent := Message.objects.filter(author=by, client_key=key).select_related("thread").first():
        return sent.thread
    if len(members) == 1 and not title:
        thread = open_direct(other=members[0], by=by)
    else:
        thread = open_group(title=title, members=members, by=by)
    if text.strip():
        send(thread=thread, text=text, key=key, by=by)
    take_away(Draft.objects.filter(user=by, thread__isnull=True))
    return thread


@transaction.atomic
def open_direct(*, other: Any, by: Any) -> Thread:
    """Return the thread between two people, opened by whoever writes first; there is never a second one."""
    policy.can_use(by).require()
    if not colleagues(by).filter(pk=other.pk).exists():
        raise ValidationError(_("Bu kişiye yazılamaz."), code="not_reached")
    key = "-".join(map(str, sorted((by.pk, other.pk))))
    lock_named(f"messaging.direct {key}")
    thread = Thread.objects.filter(direct_key=key).first()
    if thread is None:
        thread = Thread.objects.create(kind=ThreadKind.DIRECT, direct_key=key, created_by=by)
        join(thread, by, by=by)
        join(thread, other, by=by)
    return thread


@transaction.atomic
def open_group(*, title: str, members: Iterable[Any], by: Any) -> Thread:
    """Open a group, which `by` minds; without members it is a notebook of their own."""
    policy.can_use(by).require()
    wanted = {member.pk for member in members if member.pk != by.pk}
    people = list(colleagues(by).filter(pk__in=wanted))
    if len(people) < len(wanted):
        raise ValidationError({"members": _("Seçilenlerden birine yazılamaz.")}, code="not_reached")
    if len(people) >= MOST_MEMBERS:
        raise ValidationError({"members": _("Bir grupta en çok 100 kişi olabilir.")}, code="members_many")
    thread = Thread(kind=ThreadKind.GROUP, created_by=by)
    thread.title = title.strip()
    thread.save(force_insert=True)
    join(thread, by, by=by, is_owner=True)
    for person in people:
        join(thread, person, by=by)
    tell_event(thread, Event.CREATED, by=by)
    return thread


@transaction.atomic
def open_record(*, kind: str, pk: int, by: Any) -> Thread:
    """Return the thread about a record, opened by whoever comes first, with `by` in it.

    Raise PermissionDenied if they do not see the record. A thread is no record: whoever sees threads would have to see
    those first that these are about.
    """
    policy.can_use(by).require()
    if kind == Thread.REFERENCE or card_for(by, kind, pk) is None:
        raise PermissionDenied
    lock_named(f"messaging.record {kind}-{pk}")
    thread = Thread.objects.select_for_update(no_key=True).about(kind, pk).filter(kind=ThreadKind.RECORD).first()
    if thread is None:
        thread = Thread.objects.create(kind=ThreadKind.RECORD, reference_kind=kind, reference_pk=pk, created_by=by)
        join(thread, by, by=by)
        tell_event(thread, Event.CREATED, by=by)
    else:
        join(thread, by, by=by)
    return thread
