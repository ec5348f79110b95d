"""Marks of duties: how far one is, and until when."""

from django import template
from django.utils.safestring import SafeString

from kafkasder.core.templatetags.ui import badge, moment

from ..models import LegalDuty
from ..states import DutyState

register = template.Library()

_TONES: dict[str, str] = {DutyState.OPEN: "info", DutyState.DONE: "success", DutyState.DROPPED: "neutral"}


@register.simple_tag
def duty_state_tag(duty: LegalDuty) -> SafeString:
    """Draw how far a duty is."""
    return badge(duty.get_state_display(), _TONES[duty.state])


@register.simple_tag
def duty_due_tag(duty: LegalDuty) -> SafeString:
    """Draw the last day of a duty, in a colour once it comes near or is past."""
    day = moment(duty.due_on)
    if duty.is_late:
        return badge(day, "danger", "alert")
    return badge(day, "warning", "clock") if duty.is_soon else day
