"""Deliveries that wait: one for each way other than the panel, made with the notification."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db.models import QuerySet

from kafkasder.core.inserting import insert_columns

from ..kinds import Channel, Kind
from ..models import Delivery, WorkflowNotification
from ..states import DeliveryState, NotificationState
from .recipients import Recipient

DELIVER = "notifications.deliver"  # the job that sends what waits


def fill(told: Iterable[tuple[int, Recipient]], kind: Kind, now: datetime) -> None:
    """Have notifications that are new, by their keys, go their other ways when their recipients' hours allow."""
    rows = [(key, recipient, channel.value) for key, recipient in told for channel in recipient.others]
    if not rows:
        return
    count = len(rows)
    insert_columns(
        Delivery,
        notification=[key for key, _recipient, _channel in rows],
        recipient=[recipient.pk for _key, recipient, _channel in rows],
        channel=[channel for _key, _recipient, channel in rows],
        state=[DeliveryState.WAITING.value] * count,
        in_digest=[_in_digest(recipient, kind) for _key, recipient, _channel in rows],
        due_at=[now if kind.urgent else recipient.hours.due(now) for _key, recipient, _channel in rows],
        tries=[0] * count,
        message_id=[new_message_id() for _row in rows],
        error=[""] * count,
        created_at=[now] * count,
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
        each.state, each.tries, each.message_id = DeliveryState.WAITING, 0, new_message_id()
        each.in_digest = _in_digest(recipient, kind)
        each.due_at = now if kind.urgent else recipient.hours.due(gathered)
    Delivery.objects.bulk_update(again, ["state", "tries", "message_id", "in_digest", "due_at"])
    pending = [each.notification_id for each in again]
    WorkflowNotification.objects.filter(pk__in=pending).update(state=NotificationState.PENDING)


def drop(notifications: QuerySet[WorkflowNotification], *channels: str) -> set[int]:
    """Drop what waits for these notifications, to go these ways or any.

    Return the keys of those of which something is being sent just now.
    """
    waiting = Delivery.objects.waiting().filter(notification__in=notifications, channel__in=channels or Channel.values)
    keys = dict(waiting.values_list("pk", "notification_id"))
    free = waiting.order_by("pk").select_for_update(of=("self",), skip_locked=True)
    dropped = set(free.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=dropped).update(state=DeliveryState.DROPPED)
    return {notification for pk, notification in keys.items() if pk not in dropped}


def _in_digest(recipient: Recipient, kind: Kind) -> bool:
    return recipient.hours.digest_hour is not None and not kind.urgent


def new_message_id() -> str:
    """Return the name by which mail programs know a mail again that comes twice."""
    return f"<{uuid4().hex}@kafkasder.panel>"
