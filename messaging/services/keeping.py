"""How somebody keeps a thread in their own list; nobody else sees it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from .. import policy
from ..models import Thread, ThreadMember


@transaction.atomic
def pin(*, thread: Thread, on: bool, by: Any) -> ThreadMember:
    """Keep a thread on top of one's list, or no longer."""
    row = _own_row(thread, by)
    row.pinned_at = (row.pinned_at or timezone.now()) if on else None
    row.save(update_fields=["pinned_at"])
    return row


@transaction.atomic
def mute(*, thread: Thread, on: bool, by: Any) -> ThreadMember:
    """Have a thread count nothing and come back from the archive for nothing; who is called by name is still told."""
    row = _own_row(thread, by)
    row.muted = on
    row.save(update_fields=["muted"])
    return row


@transaction.atomic
def archive(*, thread: Thread, on: bool, by: Any) -> ThreadMember:
    """Put a thread out of one's list until something new is said in it."""
    row = _own_row(thread, by)
    row.archived_at = (row.archived_at or timezone.now()) if on else None
    row.save(update_fields=["archived_at"])
    return row


def _own_row(thread: Thread, by: Any) -> ThreadMember:
    row = ThreadMember.objects.select_for_update(of=("self",)).of(by).filter(thread=thread).first()
    if row is None or not policy.sees(by, thread):
        raise PermissionDenied
    return row
