"""Deliveries that wait: one for each way other than the panel, made with the notification."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import make_msgid

from django.conf import settings

from ..kinds import Kind
from ..models import Delivery, WorkflowNotification
from ..states import DeliveryState, NotificationState
from .recipients import Recipient


def fill(told: Iterable[tuple[WorkflowNotification, Recipient]], kind: Kind, now: datetime) -> None:
    """Have notifications that are new go their other ways when their recipients' hours allow."""
    Delivery.objects.bulk_create(
        Delivery(
            notification=row,
            recipient_id=recipient.pk,
            channel=channel,
            in_digest=_in_digest(recipient, kind),
            due_at=now if kind.urgent else recipient.hours.due(now),
            message_id=_message_id(),
            created_at=now,
        )
        for row, recipient in told
        for channel in recipient.others
    )


def renew(rows: Iterable[WorkflowNotification], recipients: Mapping[int, Recipient], kind: Kind, now: datetime) -> None:
    """Have notifications with new words go again, where the old ones went already: once, after their time to gather.

    What waits still finds the new words when its turn comes.
    """
    by_key = {row.pk: row for row in rows}
    gone = Delivery.objects.filter(notification__in=by_key, state=DeliveryState.SENT).select_for_update()
    again = [each for each in gone.order_by("pk") if each.channel in recipients[each.recipient_id].others]
    for each in again:
        recipient = recipients[each.recipient_id]
        gathered = max(now, by_key[each.notification_id].created_at + settings.NOTIFICATIONS_GATHERED_FOR)
        each.state, each.tries, each.message_id = DeliveryState.WAITING, 0, _message_id()
        each.in_digest = _in_digest(recipient, kind)
        each.due_at = now if kind.urgent else recipient.hours.due(gathered)
    Delivery.objects.bulk_update(again, ["state", "tries", "message_id", "in_digest", "due_at"])
    pending = [each.notification_id for each in again]
    WorkflowNotification.objects.filter(pk__in=pending).update(state=NotificationState.PENDING)


def _in_digest(recipient: Recipient, kind: Kind) -> bool:
    return recipient.hours.digest_hour is not None and not kind.urgent


def _message_id() -> str:
    return make_msgid(domain="kafkasder.panel")
