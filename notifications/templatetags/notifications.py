"""Marks and cells of the room."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.templatetags.ui import NOTHING, badge, icon

from ..kinds import CATEGORIES, KINDS
from ..models import Announcement, Delivery, WorkflowNotification
from ..models.announcement import Priority
from ..states import DeliveryState, NotificationState

register = template.Library()

NOTIFICATION_TONES: dict[str, str] = {
    NotificationState.PENDING: "warning",
    NotificationState.SENT: "info",
    NotificationState.READ: "neutral",
}
DELIVERY_TONES: dict[str, str] = {
    DeliveryState.WAITING: "warning",
    DeliveryState.SENT: "success",
    DeliveryState.FAILED: "danger",
    DeliveryState.DROPPED: "neutral",
}
PRIORITY_TONES: dict[str, str] = {Priority.LOW: "neutral", Priority.NORMAL: "info", Priority.HIGH: "danger"}


@register.filter
def kind_label(row: WorkflowNotification) -> str:
    """Name the kind, or give its key if no room registers it any more."""
    return str(KINDS[row.kind].label) if row.kind in KINDS else row.kind


@register.filter
def why(row: WorkflowNotification) -> str:
    """Answer “why did I get this?”."""
    return str(KINDS[row.kind].why) if row.kind in KINDS else _("Bu türden bildirimler artık yok.")


@register.filter
def category_icon(row: WorkflowNotification) -> str:
    return CATEGORIES[row.category].icon if row.category in CATEGORIES else "bell"


@register.filter
def category_label(row: WorkflowNotification) -> str:
    return str(CATEGORIES[row.category].label) if row.category in CATEGORIES else row.category


@register.simple_tag
def notification_tag(row: WorkflowNotification) -> SafeString:
    """Draw the state of a notification."""
    return badge(row.get_state_display(), NOTIFICATION_TONES[row.state])


@register.simple_tag
def delivery_tag(row: Delivery) -> SafeString:
    """Draw the state of a delivery."""
    return badge(row.get_state_display(), DELIVERY_TONES[row.state])


@register.simple_tag
def priority_tag(row: Announcement) -> SafeString:
    """Draw the priority of an announcement."""
    return badge(row.get_priority_display(), PRIORITY_TONES[row.priority])


@register.simple_tag
def announcement_tag(row: Announcement) -> SafeString:
    """Draw the state of an announcement."""
    return badge(row.get_state_display(), "success" if row.is_published else "neutral")


@register.simple_tag
def read_tag(row: Any) -> SafeString:
    """Say whether the viewer has read an announcement (`with_mine`); nothing to those it was not said to."""
    if not row.is_asked:
        return NOTHING
    return badge(_("Okudunuz"), "success", "check") if row.is_read else badge(_("Okumadınız"), "warning")


def notification_cell(row: WorkflowNotification) -> SafeString:
    """Draw what a notification says, and why its reader got it; unread ones stand out."""
    style = "told-read" if row.is_read else "told-unread"
    gathered = _gathered(row)
    return format_html(
        '<span class="{}">{}{}</span><span class="told-why">{} {}</span>',
        style,
        row.title,
        gathered,
        _("Bunu neden aldım?"),
        why(row),
    )


def record_cell(row: Any) -> SafeString:
    """Draw the button that opens the record, which is reading too, and the one that only notes the reading."""
    opened, read = (reverse(f"notifications:{name}", args=[row.pk]) for name in ("open", "read"))
    buttons = mark_safe("")
    if row.card:
        buttons = format_html(
            '<button class="told-record" type="submit" form="act" formaction="{}">{}{}</button>',
            opened,
            icon(row.card.icon),
            row.card.label if row.card.title in row.title else row.card.title,
        )
    if not row.is_read:
        buttons += format_html(
            '<button class="button button-quiet button-small button-icon" type="submit" form="act" formaction="{}"'
            ' title="{}">{}<span class="visually-hidden">{}</span></button>',
            read,
            (label := _("Okundu say")),
            icon("check"),
            label,
        )
    return format_html('<span class="told-acts">{}</span>', buttons) if buttons else NOTHING


def _gathered(row: WorkflowNotification) -> SafeString:
    if row.gathered == 1:
        return mark_safe("")
    told = ngettext("%d değişiklik", "%d değişiklik", row.gathered) % row.gathered
    return format_html(' <span class="count">{}</span>', told)
