"""How far somebody has read."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from notifications.services import mark_read_about

from .. import kinds
from ..models import Thread, ThreadMember
from .rows import lock_thread


@transaction.atomic
def mark_read(*, thread: Thread, number: int, by: Any) -> Thread:
    """Note that `by` has seen the messages up to a number; it never goes back."""
    thread = lock_thread(thread, by)
    row = ThreadMember.objects.select_for_update().filter(thread=thread, user=by).first()
    if row is None:
        return thread
    number = min(number, thread.last_number)
    unread = thread.last_number - number
    if number > row.read_number or (number == row.read_number and row.unread > unread):
        row.read_number, row.unread, row.read_at = number, unread, timezone.now()
        row.save(update_fields=["read_number", "unread", "read_at"])
        if not unread:
            for kind in (kinds.MENTIONED, kinds.ADDED):
                mark_read_about(kind=kind, pk=thread.pk, by=by)
    return thread
