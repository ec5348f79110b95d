"""Reading: only those who were told say that they read it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from kafkasder.core.locks import lock

from ..models import WorkflowNotification
from ..states import NOTIFICATION_STATES, NotificationState


@transaction.atomic
def mark_read(*, notification: WorkflowNotification, by: User) -> WorkflowNotification:
    """Note that `by` read what they were told; the first time counts."""
    row = lock(notification, by)
    if not row.is_read:
        NOTIFICATION_STATES.require(row.state, NotificationState.READ)
        row.state, row.read_at = NotificationState.READ, timezone.now()
        row.sent_at = row.sent_at or row.read_at  # whoever reads it has it
        row.save(update_fields=["state", "read_at", "sent_at"])
    return row


def mark_all_read(*, by: User, until: datetime) -> int:
    """Note that `by` read everything they were told `until` a moment; return how much of it was unread.

    What gets new words just now is held by whoever tells them, who may wait for others of these rows: so no row is
    held while another is waited for.
    """
    rows = WorkflowNotification.objects.visible_to(by).filter(told_at__lte=until)
    count = _mark(rows, skip_locked=True)
    return count + sum(_mark(rows.filter(pk=key)) for key in list(rows.unread().values_list("pk", flat=True)))


@transaction.atomic
def mark_read_about(*, kind: str, pk: int, by: User) -> int:
    """Note that `by` read what they were told of a row, since they have its page open by an act of their own."""
    return _mark(WorkflowNotification.objects.visible_to(by).filter(reference_kind=kind, reference_pk=pk))


@transaction.atomic
def _mark(rows: Any, *, skip_locked: bool = False) -> int:
    """Lock in order, so that two such acts never wait for each other."""
    locked = rows.unread().order_by("pk").select_for_update(no_key=True, skip_locked=skip_locked)
    keys = list(locked.values_list("pk", flat=True))
    now = timezone.now()
    unread = WorkflowNotification.objects.filter(pk__in=keys)
    return int(unread.update(state=NotificationState.READ, read_at=now, sent_at=Coalesce("sent_at", now)))
