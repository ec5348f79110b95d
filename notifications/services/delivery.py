"""Sending what waits, each once, by however many workers.

Whoever sends a delivery holds its row until it is sent and noted; the others pass over it. Only a worker that dies in
the moment between the mail server's yes and the commit leaves one that is sent again, under the same Message-ID.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from accounts.services.outbox import pause_after
from kafkasder.core.locks import lock
from kafkasder.core.policy import has_verb

from ..kinds import KINDS
from ..models import Delivery, WorkflowNotification
from ..states import DELIVERY_STATES, DeliveryState, NotificationState
from .carriers import Carriers, Unreachable
from .outbox import new_message_id

MOST_TRIES = 30  # with the pauses between them about a day, which outlasts a mail server's bad night
SETTLED_AT_ONCE = 500
_NEEDED = (
    *("notification", "recipient", "channel", "state", "in_digest", "due_at", "tries", "message_id", "error"),
    *(
        f"notification__{name}"
        for name in (
            "kind",
            "title",
            "body",
            "state",
            "told_at",
            "recipient",
            "reference_kind",
            "reference_pk",
            "metadata",
        )
    ),
    *(f"recipient__{name}" for name in ("full_name", "email", "phone", "language", "is_active")),
)
_log = logging.getLogger(__name__)


def deliver_due() -> int:
    """Send all whose time has come; return how many went.

    A mail server that is away ends the round: what waits keeps its tries for when it is back.
    """
    sent = 0
    with Carriers() as carriers:
        try:
            while (done := _deliver_next(carriers)) is not None:
                sent += done
        except Unreachable as error:
            _log.warning("Notifications cannot be sent just now: %s", error)
    settle()
    return sent


@transaction.atomic
def retry(*, delivery: Delivery, by: User) -> Delivery:
    """Have one that was given up tried again, soon and as often as a new one."""
    has_verb(by, "notifications.view_deliveries").require()
    locked = lock(delivery, by)
    DELIVERY_STATES.require(locked.state, DeliveryState.WAITING)
    locked.state, locked.failed_at, locked.tries = DeliveryState.WAITING, None, 0
    locked.due_at = timezone.now()
    locked.save(update_fields=["state", "failed_at", "tries", "due_at"])
    return locked


def settle() -> None:
    """Note of notifications that were pending and wait for no way any more that they are sent.

    Those that nobody could be told of stay pending; the page of failures shows them.
    """
    deliveries = Delivery.objects.filter(notification=OuterRef("pk"))
    waits = Exists(deliveries.filter(state=DeliveryState.WAITING))
    told = Q(in_panel=True) | Exists(deliveries.filter(state=DeliveryState.SENT))
    done = WorkflowNotification.objects.filter(~waits, told, state=NotificationState.PENDING)
    while True:
        with transaction.atomic():
            keys = list(
                done.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:SETTLED_AT_ONCE]
            )
            WorkflowNotification.objects.filter(pk__in=keys).update(
                state=NotificationState.SENT, sent_at=timezone.now()
            )
        if len(keys) < SETTLED_AT_ONCE:
            return


def _deliver_next(carriers: Carriers) -> int | None:
    """Send one message, or put it off; return how many notifications it carried, None if there is nothing to send."""
    away = None
    with transaction.atomic():
        batch = _claim(timezone.now())
        if not batch:
            return None
        if not (wanted := _still_wanted(batch)):
            return 0
        try:
            carriers.send(wanted)
        except Exception as error:  # whatever it is, it must not stop the others
            _put_off(wanted, error)
            away = error if isinstance(error, Unreachable) else None
        else:
            _note_sent(wanted)
            return len(wanted)
    if away:
        raise away  # after the commit, which notes the try
    return 0


def _claim(now: datetime) -> list[Delivery]:
    """Lock what goes in the next message: one delivery, or all of somebody's digest."""
    rows = Delivery.objects.select_related("notification", "recipient").only(*_NEEDED)
    rows = rows.select_for_update(of=("self",), skip_locked=True)
    first = rows.next(now).first()
    if first is None:
        return []
    return list(rows.of_digest(first, now)) if first.in_digest else [first]


def _still_wanted(batch: list[Delivery]) -> list[Delivery]:
    """Drop what was read in the panel meanwhile, and what is for somebody who may not know of it any more."""
    wanted = [each for each in batch if not each.notification.is_read and _may_know(each)]
    if dropped := [each.pk for each in batch if each not in wanted]:
        Delivery.objects.filter(pk__in=dropped).update(state=DeliveryState.DROPPED)
    return wanted


def _may_know(delivery: Delivery) -> bool:
    """Whether the recipient is active, and has the verb of what they are told of."""
    kind = KINDS.get(delivery.notification.kind)
    if not delivery.recipient.is_active:
        return False
    people = User.objects.filter(pk=delivery.recipient_id)
    return not (kind and kind.verb) or bool(kind.known_to(people).exists())


def _note_sent(batch: list[Delivery]) -> None:
    """Note that these went. Whose words were renewed while they were on their way goes once more, a while later."""
    now = timezone.now()
    told = {each.notification_id: each.notification.told_at for each in batch}
    rows = WorkflowNotification.objects.filter(pk__in=told).select_for_update(no_key=True).order_by("pk")
    stale = {pk for pk, told_at in rows.values_list("pk", "told_at") if told_at != told[pk]}
    sent = [each.pk for each in batch if each.notification_id not in stale]
    Delivery.objects.filter(pk__in=sent).update(state=DeliveryState.SENT, sent_at=now, error="")
    for each in batch:
        if each.notification_id in stale:
            each.due_at, each.message_id = now + settings.NOTIFICATIONS_GATHERED_FOR, new_message_id()
            each.save(update_fields=["due_at", "message_id"])


def _put_off(batch: list[Delivery], error: Exception) -> None:
    """Try again later, or give up where everybody sees it. Only the kind of the error: its text may name people."""
    now, name = timezone.now(), type(error.__cause__ or error).__name__
    for each in batch:
        each.tries, each.error = each.tries + 1, name
        if each.tries >= MOST_TRIES:
            each.state, each.failed_at = DeliveryState.FAILED, now
            _log.error("Delivery %s was given up after %d tries: %s", each.pk, each.tries, name)
        else:
            each.due_at = now + pause_after(each.tries - 1)
        each.save(update_fields=["state", "tries", "error", "due_at", "failed_at"])
