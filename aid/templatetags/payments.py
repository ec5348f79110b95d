"""Marks of plans, payments and lists: their states, and what is given in money or goods."""

from typing import Any

from django import template
from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kafkasder.core.money import format_money
from kafkasder.core.templatetags.ui import badge

from ..models import Aid, AidPlan, PaymentList
from ..states import AidState, ListState, PlanState

register = template.Library()

AID_TONES: dict[str, str] = {
    AidState.PLANNED: "neutral",
    AidState.READY: "info",
    AidState.SENT: "warning",
    AidState.PAID: "success",
    AidState.DELIVERED: "success",
    AidState.FAILED: "danger",
    AidState.CANCELLED: "neutral",
}
PLAN_TONES: dict[str, str] = {PlanState.ACTIVE: "success", PlanState.PAUSED: "warning", PlanState.ENDED: "neutral"}
LIST_TONES: dict[str, str] = {
    ListState.OPEN: "info",
    ListState.LOCKED: "warning",
    ListState.RELEASED: "success",
    ListState.CLOSED: "neutral",
    ListState.CANCELLED: "neutral",
}


@register.simple_tag
def aid_state_tag(aid: Aid) -> SafeString:
    """Draw how far a payment or delivery is."""
    return badge(AidState(aid.state).label, AID_TONES[aid.state])  # quicker than to go through all choices


@register.simple_tag
def plan_state_tag(plan: AidPlan) -> SafeString:
    """Draw whether a plan runs."""
    return badge(plan.get_state_display(), PLAN_TONES[plan.state])


@register.simple_tag
def list_state_tag(payment_list: PaymentList) -> SafeString:
    """Draw how far a payment list is."""
    return badge(payment_list.get_state_display(), LIST_TONES[payment_list.state])


@register.filter
def month_words(month: Any) -> str:
    """Write a month as `Kasım 2026`."""
    return f"{MONTHS[month.month]} {month.year}"


def given_words(row: Any) -> str:
    """Say what is given: goods by their quantity, money by its amount."""
    if row.quantity is not None:
        return f"{number_format(row.quantity.normalize() + 0)} {row.get_unit_display()}"
    return format_money(row.amount, row.currency) if row.amount is not None else ""


@register.simple_tag
def given_mark(row: Any) -> SafeString:
    """Draw what is given."""
    return format_html('<span class="amount">{}</span>', given_words(row))
