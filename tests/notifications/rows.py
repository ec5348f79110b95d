"""What tests tell people of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from notifications.kinds import KINDS, Kind
from notifications.models import WorkflowNotification
from notifications.services import Words, notify

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
