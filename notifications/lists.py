"""The lists of the room."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List

from .kinds import CATEGORIES, KINDS
from .models import Announcement, Delivery, WorkflowNotification
from .models.announcement import Priority
from .querysets import AnnouncementQuerySet
from .states import DeliveryState, NotificationState
from .templatetags.notifications import (
    announcement_tag,
    delivery_tag,
    kind_label,
    notification_cell,
    notification_tag,
    priority_tag,
    read_tag,
    record_cell,
)

BY_READING: dict[str, Callable[[], Q]] = {
    "unread": lambda: ~Q(state=NotificationState.READ),
    "read": lambda: Q(state=NotificationState.READ),
}


class Registered(Choice):
    """A choice among what rooms registered, which is known only when they are all ready."""

    def options(self, given: Any) -> Any:
        things = sorted(self.choices.values(), key=lambda each: (each.order, each.key))  # type: ignore[attr-defined]
        return [(each.key, each.label) for each in things]


NOTIFICATIONS = List(
    key="bildirimler",
    label=_("Bildirimler"),
    rows=lambda viewer: WorkflowNotification.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Başlıkta ya da metinde ara"),
    sort="-time",
    nothing=_("Sizi ilgilendiren bir şey olunca burada görürsünüz."),
    columns=[
        Column("title", _("Bildirim"), "title", draw=notification_cell),
        Column("record", _("Kayıt"), lambda row: "", draw=record_cell),
        Column("category", _("Kategori"), lambda row: str(CATEGORIES[row.category].label)),
        Column("state", _("Durum"), lambda row: row.get_state_display(), draw=notification_tag, sort="state"),
        Column("time", _("Zaman"), "told_at", sort="told_at", descending_first=True),
        Column("kind", _("Tür"), kind_label, shown=False),
        Column("by", _("Yapan"), lambda row: str(row.triggered_by or ""), shown=False),
    ],
    filters=[
        Choice(
            "reading",
            _("Okuma"),
            choices=[("unread", _("Okunmamış")), ("read", _("Okunmuş"))],
            condition=lambda values: BY_READING[values[0]](),
            multiple=False,
        ),
        Registered("category", _("Kategori"), choices=CATEGORIES, lookup="category__in"),
        Choice("state", _("Durum"), choices=NotificationState, lookup="state__in"),
        Registered("kind", _("Tür"), choices=KINDS, lookup="kind__in"),
        DateRange("day", _("Gün"), field="told_at"),
    ],
)


def notifications_of(viewer: Any) -> List:
    """Return the list with the cards of those records that `viewer` may see."""
    return replace(
        NOTIFICATIONS, prepare=lambda rows: rows.select_related("triggered_by", "recipient").with_cards(viewer)
    )


ANNOUNCEMENTS = List(
    key="duyurular",
    label=_("Duyurular"),
    rows=lambda viewer: Announcement.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Başlıkta ya da metinde ara"),
    sort="-time",
    nothing=_("Yöneticilerin herkese ya da rollere duyurduğu notlar burada durur."),
    columns=[
        Column("title", _("Duyuru"), "title"),
        Column("priority", _("Öncelik"), lambda row: row.get_priority_display(), draw=priority_tag),
        Column("audience", _("Kimlere"), "audience"),
        Column("mine", _("Okudunuz mu"), lambda row: row.is_read, draw=read_tag),
        Column("time", _("Duyurulma"), "created_at", sort="created_at", descending_first=True),
        Column("until", _("Son geçerli gün"), "valid_until", sort="valid_until", sort_nulls=True),
        Column("by", _("Duyuran"), lambda row: str(row.by), shown=False),
        Column("state", _("Durum"), lambda row: row.get_state_display(), draw=announcement_tag),
    ],
    filters=[
        Choice(
            "validity",
            _("Geçerlilik"),
            choices=[("valid", _("Geçerli")), ("over", _("Süresi dolmuş"))],
            condition=lambda values: (
                Q(valid_until=None) | Q(valid_until__gte=today()) if "valid" in values else Q(valid_until__lt=today())
            ),
            multiple=False,
        ),
        Choice("priority", _("Öncelik"), choices=Priority, lookup="priority__in"),
        DateRange("day", _("Gün"), field="created_at"),
    ],
)


def announcements_for(viewer: Any) -> List:
    """Return the list that says what `viewer` has read."""

    def prepare(rows: AnnouncementQuerySet) -> Any:
        return rows.with_mine(viewer).select_related("by")

    return replace(ANNOUNCEMENTS, prepare=prepare)


DELIVERIES = List(
    key="gonderimler",
    label=_("Gönderilemeyen bildirimler"),
    rows=lambda viewer: Delivery.objects.visible_to(viewer).filter(tries__gt=0),
    prepare=lambda rows: rows.select_related("notification", "recipient"),
    sort="-time",
    nothing=_("Bütün bildirimler yerine ulaşıyor."),
    columns=[
        Column("recipient", _("Alıcı"), lambda row: str(row.recipient)),
        Column("kind", _("Tür"), lambda row: kind_label(row.notification)),
        Column("channel", _("Yol"), lambda row: row.get_channel_display()),
        Column("state", _("Durum"), lambda row: row.get_state_display(), draw=delivery_tag, sort="state"),
        Column("tries", _("Deneme"), "tries", sort="tries", numeric=True, descending_first=True),
        Column("error", _("Hata"), "error"),
        Column("time", _("Oluşma"), "created_at", sort="created_at", descending_first=True),
        Column("next", _("Sonraki deneme"), lambda row: row.due_at if row.state == DeliveryState.WAITING else None),
    ],
    filters=[
        Choice("state", _("Durum"), choices=DeliveryState, lookup="state__in", default=Q(state=DeliveryState.FAILED)),
        DateRange("day", _("Gün"), field="created_at"),
    ],
)
