"""Marks of the room: states, answers, and its tabs."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kafkasder.core.templatetags.ui import badge, tab

from ..choices import Answer
from ..models import Meeting, Participant
from ..navigation import tabs_for
from ..states import MeetingState
from ..when import span_words

register = template.Library()

STATE_TONES: dict[str, str] = {
    MeetingState.SCHEDULED: "info",
    MeetingState.ONGOING: "warning",
    MeetingState.COMPLETED: "success",
    MeetingState.CANCELLED: "neutral",
}
ANSWER_LOOKS: dict[str, tuple[str, str]] = {
    Answer.INVITED: ("neutral", "clock"),
    Answer.ACCEPTED: ("success", "check"),
    Answer.TENTATIVE: ("warning", "help"),
    Answer.DECLINED: ("danger", "x"),
}


@register.simple_tag
def meeting_state_tag(meeting: Meeting) -> SafeString:
    """Draw the state of a meeting."""
    return badge(meeting.get_state_display(), STATE_TONES[meeting.state])


@register.simple_tag
def answer_tag(participant: Participant) -> SafeString:
    """Draw what somebody said to their invitation."""
    tone, mark = ANSWER_LOOKS[participant.answer]
    return badge(participant.get_answer_display(), tone, mark)


@register.simple_tag
def meeting_span(meeting: Meeting) -> str:
    """Say when a meeting is."""
    return span_words(meeting)


@register.simple_tag(takes_context=True)
def meeting_tabs(context: Context, current: str) -> SafeString:
    """Draw the links to the room's views; `current` is the URL name of this one."""
    tabs: Any = tabs_for(context["request"].user, current)
    drawn = format_html_join("", "{}", ((tab(str(each.label), each.url, each.current),) for each in tabs))
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', _("Toplantılar"), drawn)
