"""What the services of the room do to threads in common; each is called with the thread locked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.utils import timezone

from .. import policy
from ..models import Event, Message, MessageKind, Thread, ThreadMember


def lock_thread(thread: Thread, by: Any) -> Thread:
    """Return the thread as it is now, locked; raise PermissionDenied if it was taken out of the sight of `by`."""
    locked = Thread.objects.select_for_update(no_key=True).filter(pk=thread.pk).first()
    if locked is None or not policy.sees(by, locked):
        raise PermissionDenied
    return locked


def append(thread: Thread, *, author: Any, text: str = "", **values: Any) -> Message:
    """Put one more message at the end of a locked thread: it takes the next number, and all lists tell of it."""
    thread.last_number += 1
    thread.last_at = timezone.now()
    message = Message(thread=thread, number=thread.last_number, author=author, created_at=thread.last_at, **values)
    if text:
        message.text = text
    message.save(force_insert=True)
    thread.last_message = message
    thread.save(update_fields=["last_number", "last_at", "last_message"])
    _move(thread, None if message.event == Event.MINDS else author)  # which nobody did who would have read it
    return message


def tell_event(thread: Thread, event: str, *, by: Any, about: Any = None) -> Message:
    """Note among the messages of a locked thread what happened to it."""
    return append(thread, author=by, kind=MessageKind.EVENT, event=event, about_user=about)


def join(thread: Thread, user: Any, *, by: Any = None, is_owner: bool = False) -> ThreadMember:
    """Put somebody into a locked thread, who has read what is there so far; they may be in it already."""
    member, _made = ThreadMember.objects.get_or_create(
        thread=thread,
        user=user,
        defaults={"added_by": by, "is_owner": is_owner, "read_number": thread.last_number, "moved_at": thread.last_at},
    )
    return member


def take_away(rows: QuerySet[Any]) -> None:
    """Delete rows by their keys: by another condition, and be it one that nothing fulfils, all such rows would count as
    changed, and the pages of everybody be drawn anew."""
    if keys := list(rows.order_by().values_list("pk", flat=True)):
        rows.model._default_manager.filter(pk__in=keys).delete()


def _move(thread: Thread, author: Any) -> None:
    """Say in the rows of all members that something came. By their keys, so that others' pages sleep on."""
    rows = list(ThreadMember.objects.filter(thread=thread).values_list("pk", "user_id", "muted", "archived_at"))
    others = [pk for pk, user, _muted, _archived in rows if author is None or user != author.pk]
    own = [pk for pk, user, _muted, _archived in rows if author is not None and user == author.pk]
    back = [pk for pk, _user, muted, archived in rows if archived and not muted]
    people = ThreadMember.objects
    if others:
        people.filter(pk__in=others).update(unread=F("unread") + 1, moved_at=thread.last_at)
    if own:
        people.filter(pk__in=own).update(
            unread=0, read_number=thread.last_number, read_at=thread.last_at, moved_at=thread.last_at
        )
    if back:
        people.filter(pk__in=back).update(archived_at=None)
