"""Who is in a group, and what it is called."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .. import policy
from ..models import Event, Thread
from ..people import colleagues, reaches
from .attachments import discard
from .minding import have_minded
from .rows import join, lock_thread, take_away, tell_event
from .telling import tell_added
from .threads import MOST_MEMBERS


@transaction.atomic
def add_members(*, thread: Thread, members: Iterable[Any], by: Any) -> Thread:
    """Take people into a group, who read there what was written before too."""
    thread = lock_thread(thread, by)
    policy.can_change_thread(by, thread).require()
    present = set(thread.members.values_list("user_id", flat=True))
    wanted = {member.pk for member in members} - present
    people = [person for person in colleagues(by).filter(pk__in=wanted) if reaches(person, thread)]
    if len(people) < len(wanted):
        raise ValidationError({"members": _("Seçilenlerden biri bu konuşmayı göremez.")}, code="not_reached")
    if len(present) + len(people) > MOST_MEMBERS:
        raise ValidationError({"members": _("Bir grupta en çok 100 kişi olabilir.")}, code="members_many")
    for person in people:
        join(thread, person, by=by)
        tell_event(thread, Event.ADDED, by=by, about=person)
    tell_added(thread, people, by)
    return thread


@transaction.atomic
def remove_member(*, thread: Thread, user: Any, by: Any) -> Thread:
    """Take somebody out of a group: it is out of their sight at once, also where it is open."""
    thread = lock_thread(thread, by)
    policy.can_change_thread(by, thread).require()
    if user.pk == by.pk:
        raise ValidationError(_("Kendinizi çıkaramazsınız; gruptan ayrılın."), code="oneself")
    _take_out(thread, user)
    tell_event(thread, Event.REMOVED, by=by, about=user)
    return thread


@transaction.atomic
def leave(*, thread: Thread, by: Any) -> Thread:
    """Go out of a group, or stop following the thread of a record; the last owner of a group is followed by another."""
    thread = lock_thread(thread, by)
    policy.can_leave(by, thread).require()
    _take_out(thread, by)
    tell_event(thread, Event.LEFT, by=by)
    have_minded(thread)
    return thread


@transaction.atomic
def rename_thread(*, thread: Thread, title: str, by: Any) -> Thread:
    thread = lock_thread(thread, by)
    policy.can_change_thread(by, thread).require()
    if thread.title != title.strip():
        thread.title = title.strip()
        thread.save(update_fields=["sealed_title"])
        tell_event(thread, Event.RENAMED, by=by)
    return thread


def _take_out(thread: Thread, user: Any) -> None:
    """What somebody began to write goes with them."""
    take_away(thread.members.filter(user=user))
    take_away(thread.drafts.filter(user=user))
    for file in thread.attachments.select_for_update(of=("self",)).filter(added_by=user, message__isnull=True):
        discard(file)
