"""What tests tell people of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.kinds import KINDS, Kind
from notifications.models import Announcement, Delivery, WorkflowNotification
from notifications.services import Words, announcements, notify

from ..factories import make_user

KIND = Kind(key="tests.told", category="report", label="Deneme", why="Denemeler size anlatılır.")


@contextmanager
def a_kind(**fields: Any) -> Iterator[Kind]:
    """Register a kind for as long as a test needs it."""
    kind = replace(KIND, **fields)
    KINDS.add(kind)
    try:
        yield kind
    finally:
        del KINDS[kind.key]


def tell(*to: Any, kind: str = KIND.key, title: str = "", **fields: Any) -> int:
    """Tell `to` something in their own language."""
    return notify(kind=kind, to=to, words=lambda: Words(title or _("Bildirimler")), **fields)


def told(*recipients: Any) -> list[WorkflowNotification]:
    return list(WorkflowNotification.objects.filter(recipient__in=recipients).order_by("pk"))


def an_announcement(by: Any = None, **fields: Any) -> Announcement:
    fields = {"title": "Toplantı ertelendi", "body": "Yeni gün sonra bildirilecek."} | fields
    return announcements.save_announcement(announcement=Announcement(**fields), by=by or make_user("admin"))


def a_delivery(**fields: Any) -> Delivery:
    """Make one that was given up."""
    reader, now = make_user(), timezone.now()
    row = WorkflowNotification.objects.create(recipient=reader, kind="x", category="task", title="Yeni görev")
    failed = {"state": "failed", "failed_at": now, "tries": 30, "error": "SMTPServerDisconnected"}
    return Delivery.objects.create(
        notification=row, recipient=reader, channel="email", message_id=f"<{row.pk}@test>", **(failed | fields)
    )
