"""Marks of the registry: the state, priority and categories of a household or person."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from kafkasder.core.templatetags.ui import NOTHING, badge

from ..choices import Category, Priority
from ..models import Beneficiary, Household
from ..states import HouseholdStatus, PersonStatus

register = template.Library()

CATEGORIES_SHOWN = 2
STATUS_TONES: dict[str, str] = {
    HouseholdStatus.DRAFT: "neutral",
    HouseholdStatus.PENDING: "warning",
    HouseholdStatus.ACTIVE: "success",
    HouseholdStatus.SUSPENDED: "warning",
    HouseholdStatus.PASSIVE: "neutral",
    HouseholdStatus.MOVED: "info",
    HouseholdStatus.ARCHIVED: "neutral",
    PersonStatus.DECEASED: "neutral",
}
PRIORITY_TONES: dict[str, str] = {Priority.HIGH: "warning", Priority.URGENT: "danger"}


@register.simple_tag
def status_tag(row: Household | Beneficiary) -> SafeString:
    """Draw the state of a household or person."""
    return badge(row.get_status_display(), STATUS_TONES[row.status])


@register.simple_tag
def priority_tag(household: Household) -> SafeString | str:
    """Draw the priority; the usual ones are plain words, so that the others stand out."""
    tone = PRIORITY_TONES.get(household.priority)
    return badge(household.get_priority_display(), tone) if tone else household.get_priority_display()


@register.simple_tag
def category_tags(household: Household, shown: int = CATEGORIES_SHOWN) -> SafeString:
    """Draw the first categories, and how many more there are."""
    labels = [Category(category).label for category in household.categories]
    if not labels:
        return NOTHING
    more = [f"+{len(labels) - shown}"] if len(labels) > shown else []
    return format_html_join(" ", "{}", ((badge(label),) for label in [*labels[:shown], *more]))
