"""Forgetting what nobody needs any more."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Delivery, ToldCause, WorkflowNotification
from ..states import DeliveryState, NotificationState

READ_KEPT_FOR = timedelta(days=30)  # long enough to find again what one read this month
UNREAD_KEPT_FOR = timedelta(days=365)  # nobody will read it; the record that it tells of has its own history
CAUSES_KEPT_FOR = timedelta(days=400)  # what comes every year comes again, what lasts is not told anew each month
AT_ONCE = 1_000


def forget_read() -> int:
    """Delete what was read a month ago, or told a year ago; return how many."""
    now = timezone.now()
    read = Q(state=NotificationState.READ, read_at__lt=now - READ_KEPT_FOR)
    old = Q(told_at__lt=now - UNREAD_KEPT_FOR)
    count = 0
    while found := _forget_some(read | old):
        count += found
    _forget_causes(now)
    return count


@transaction.atomic
def forget_about(*, kind: str, pk: int) -> None:
    """Delete what anybody was told of a row whose personal data is destroyed: words may name whom it was of."""
    WorkflowNotification.objects.filter(reference_kind=kind, reference_pk=pk).delete()


@transaction.atomic
def _forget_some(which: Q) -> int:
    rows: Any = WorkflowNotification.objects.filter(which).select_for_update(skip_locked=True).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    Delivery.objects.filter(notification__in=keys).exclude(state=DeliveryState.WAITING).delete()
    gone = WorkflowNotification.objects.filter(pk__in=keys, deliveries=None)
    return gone.delete()[0]


def _forget_causes(now: datetime) -> None:
    ToldCause.objects.filter(told_at__lt=now - CAUSES_KEPT_FOR).delete()
