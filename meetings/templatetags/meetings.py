"""Marks of the room: states, answers, and its tabs."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kafkasder.core.templatetags.ui import NOTHING, badge, moment, tab

from ..choices import Answer, Attendance
from ..models import ActionItem, Decision, Meeting, Participant
from ..navigation import tabs_for
from ..states import ActionState, DecisionState, MeetingState
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
DECISION_TONES: dict[str, str] = {
    DecisionState.OPEN: "info",
    DecisionState.ONGOING: "warning",
    DecisionState.CLOSED: "success",
}
ACTION_TONES: dict[str, str] = {
    ActionState.WAITING: "neutral",
    ActionState.ONGOING: "info",
    ActionState.READY: "success",
    ActionState.CANCELLED: "neutral",
}
ATTENDANCE_LOOKS: dict[str, tuple[str, str]] = {
    Attendance.PRESENT: ("success", "user-check"),
    Attendance.PROXY: ("success", "users"),
    Attendance.EXCUSED: ("warning", ""),
    Attendance.ABSENT: ("danger", "user-off"),
}


@register.simple_tag
def action_state_tag(action: ActionItem) -> SafeString:
    """Draw how far an action is."""
    return badge(action.get_state_display(), ACTION_TONES[action.state])


@register.simple_tag
def decision_state_tag(decision: Decision) -> SafeString:
    """Draw the state of a decision."""
    return badge(decision.get_state_display(), DECISION_TONES[decision.state])


@register.simple_tag
def decision_due_tag(decision: Decision) -> SafeString:
    """Draw until when a decision is to be carried out, in a colour once that is past."""
    if decision.due_on is None:
        return NOTHING
    day = moment(decision.due_on)
    return badge(day, "danger", "alert") if decision.is_late else day


@register.simple_tag
def attendance_tag(participant: Participant) -> SafeString:
    """Draw whether somebody was there; nothing while nobody has asked."""
    if not participant.attendance:
        return NOTHING
    tone, mark = ATTENDANCE_LOOKS[participant.attendance]
    return badge(participant.get_attendance_display(), tone, mark)


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
