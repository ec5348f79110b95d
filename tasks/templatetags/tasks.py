"""Marks of the room: states, priorities, clocks, calls in comments; and its tabs."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.mentions import with_names_marked
from kafkasder.core.templatetags.ui import NOTHING, badge, icon, tab

from ..models import Comment, Priority, Task
from ..navigation import tabs_for
from ..rule_words import until_words, words_of
from ..states import TaskState

register = template.Library()

STATE_TONES: dict[str, str] = {
    TaskState.PENDING: "neutral",
    TaskState.IN_PROGRESS: "info",
    TaskState.WAITING: "warning",
    TaskState.COMPLETED: "success",
    TaskState.CANCELLED: "neutral",
}
PRIORITY_LOOKS: dict[str, tuple[str, str]] = {
    Priority.LOW: ("neutral", "arrow-down"),
    Priority.NORMAL: ("neutral", ""),
    Priority.HIGH: ("warning", "arrow-up"),
    Priority.URGENT: ("danger", "flame"),
}


@register.simple_tag
def task_state_tag(task: Task) -> SafeString:
    """Draw the state of a task."""
    return badge(task.get_state_display(), STATE_TONES[task.state])


@register.simple_tag
def task_priority_tag(task: Task) -> SafeString:
    """Draw the priority of a task."""
    tone, mark = PRIORITY_LOOKS[task.priority]
    return badge(task.get_priority_display(), tone, mark)


@register.simple_tag
def task_due_tag(task: Task) -> SafeString:
    """Say until when a task is to be done, in a colour where that is near or past."""
    if task.due_on is None:
        return NOTHING
    words = due_words(task)
    if task.is_late:
        return badge(words, "danger", "alert")
    return badge(words, "warning", "clock") if task.is_open and task.due_on == today() else SafeString(words)


def due_words(task: Task) -> str:
    """Return the day of a task as lists write it, with its hour if it has one."""
    day = date_format(task.due_on, "d.m.Y") if task.due_on else ""
    return f"{day} {task.due_time:%H:%M}" if task.due_time else day


@register.simple_tag
def task_repeat_words(task: Task) -> str:
    """Say how a task repeats, and until when."""
    until = until_words(task.repeat_until) if task.repeat_until else ""
    return ", ".join(filter(None, (words_of(task.repeat), until)))


@register.simple_tag
def tag_marks(task: Task) -> SafeString:
    """Draw the tags of a task."""
    return format_html_join(" ", "{}", ((badge(tag, icon="tag"),) for tag in task.tags)) or NOTHING


@register.simple_tag
def comment_text(comment: Comment) -> SafeString:
    """Write a comment with the names that it calls marked; its mentions are fetched beforehand."""
    return mark_safe(linebreaks(with_names_marked(comment.text, comment.mentions.all())))


@register.simple_tag(takes_context=True)
def task_tabs(context: Context, current: str) -> SafeString:
    """Draw the links to the room's other views of the tasks; `current` is the URL name of this one."""
    tabs = tabs_for(context["request"].user, current)
    drawn = format_html_join("", "{}", ((tab(str(each.label), each.url, each.current),) for each in tabs))
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', _("Görevler"), drawn)


@register.inclusion_tag("tasks/_record_tasks.html")
def record_tasks(shown: Any) -> dict[str, Any]:
    """Draw the tasks that point at a record; `shown` is what `tasks.panel.tasks_of` gave, None for nobody."""
    return {"shown": shown}


@register.simple_tag
def step_mark(done: bool) -> SafeString:
    return icon("circle-check") if done else mark_safe('<span class="step-ring"></span>')
