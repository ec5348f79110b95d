"""Reading: only those who were told say that they read it."""

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


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Note that `by` read everything they were told; return how much of it was unread."""
    return _mark(WorkflowNotification.objects.visible_to(by))


@transaction.atomic
def mark_read_about(*, kind: str, pk: int, by: User) -> int:
    """Note that `by` read what they were told of a row, since they have its page open by an act of their own."""
    return _mark(WorkflowNotification.objects.visible_to(by).filter(reference_kind=kind, reference_pk=pk))


def _mark(rows: Any) -> int:
    """Lock in order, so that two such acts never wait for each other."""
    keys = list(rows.unread().order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    now = timezone.now()
    unread = WorkflowNotification.objects.filter(pk__in=keys)
    return int(unread.update(state=NotificationState.READ, read_at=now, sent_at=Coalesce("sent_at", now)))
