"""Marks of the room: how runs went."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.templatetags.ui import NOTHING, badge, moment

from ..models import NOTHING_DONE, JobRun, RunState
from ..wording import duration_in_words, schedule_in_words

register = template.Library()

_MARKS: dict[str, tuple[str, str]] = {
    RunState.RUNNING: ("info", "refresh"),
    RunState.DONE: ("success", "check"),
    RunState.FAILED: ("danger", "alert"),
    RunState.LOST: ("warning", "alert"),
}

register.filter("schedule_in_words", schedule_in_words)


@register.simple_tag
def run_tag(run: JobRun) -> SafeString:
    """Draw the state of a run."""
    return badge(run.get_state_display(), *_MARKS[run.state])


@register.simple_tag
def run_result(run: JobRun) -> SafeString | str:
    """Say what came out of a run: what it did, or what went wrong and when it is tried again."""
    if run.state == RunState.FAILED:
        return _failure(run)
    if run.result == NOTHING_DONE:
        return _("Yapacak iş yoktu")
    if run.result.isdigit():
        count = int(run.result)
        return ngettext("%d kayıt", "%d kayıt", count) % count
    return run.result or NOTHING


def _failure(run: JobRun) -> SafeString:
    what_next = format_html("{} {}", _("Yeniden denenir:"), moment(run.retry_at)) if run.retry_at else _("Vazgeçildi")
    return format_html('<div>{} <span class="cell-sub">{}</span></div>', run.error, what_next)


@register.simple_tag
def run_duration(run: JobRun) -> SafeString | str:
    """Say how long a run took."""
    return duration_in_words(run.duration) if run.duration is not None else NOTHING


@register.simple_tag
def run_cause(run: JobRun) -> str:
    """Say what a run came from, and who pressed the button if that was it."""
    return f"{run.get_trigger_display()}: {run.by}" if run.by else run.get_trigger_display()
