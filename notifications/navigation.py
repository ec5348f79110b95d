"""What the room puts into the frame."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Area, Item
from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Announcement
from .querysets import ANNOUNCE
from .services.announcements import REFERENCE


def register() -> None:
    navigation.register(
        Item(
            label=_("Duyurular"),
            url_name="notifications:announcement_list",
            icon="message",
            order=50,
            area=Area.WORK,
        ),
        Item(
            label=_("Gönderimler"),
            url_name="notifications:delivery_list",
            icon="mail",
            verb="notifications.view_deliveries",
            order=60,
            area=Area.ADMINISTRATION,
        ),
    )
    navigation.register_quick_add(
        Item(label=_("Duyuru"), url_name="notifications:announcement_create", icon="message", verb=ANNOUNCE, order=60)
    )
    palette.register(
        palette.Source(
            key="announcements",
            label=_("Duyurular"),
            verb="",
            search=_find,
            icon="message",
            order=60,
            list_name="notifications:announcement_list",
        )
    )
    REFERENCES.add(
        Reference(
            key=REFERENCE,
            label=_("Duyuru"),
            model=Announcement,
            visible_to=lambda viewer: Announcement.objects.visible_to(viewer).select_related("by"),
            card=lambda row: Card(row.title, row.get_absolute_url(), (str(row.by),)),
            icon="message",
            order=60,
        )
    )


def _find(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Announcement.objects.visible_to(viewer).search(text).order_by("-created_at", "-pk")
    for row in found[: palette.ENOUGH]:
        yield palette.Hit(row.title, row.get_absolute_url(), detail=row.audience)
