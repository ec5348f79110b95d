"""The marks of a task on cards and lines: when it is due, how urgent it is; never by colour alone."""

from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.days import today
from kafkasder.core.templatetags.ui import icon

from ..models import Priority, Task

register = template.Library()

_WEEK = 7
_PRIORITY_ICONS = {Priority.URGENT: "flame", Priority.HIGH: "arrow-up", Priority.LOW: "arrow-down"}


@register.simple_tag
def due_mark(task: Task) -> SafeString:
    """Write when a task is due: in days while that is near, and for an open one that is late how long."""
    if task.due_on is None:
        return mark_safe("")
    tone = "is-late" if task.is_late else "is-today" if task.is_open and task.due_on == today() else ""
    return format_html(
        '<time class="due {}" datetime="{}" title="{}">{}{}</time>',
        tone,
        _machine(task),
        date_format(task.due_on, "j F Y l"),
        icon("alert" if task.is_late else "calendar", size="small"),
        due_words(task),
    )


def _machine(task: Task) -> str:
    day = task.due_on.isoformat() if task.due_on else ""
    return f"{day}T{task.due_time:%H:%M}" if task.due_time else day


def due_words(task: Task) -> str:
    """Return the words of `due_mark`; a task without a day has none."""
    if task.due_on is None:
        return ""
    days = (today() - task.due_on).days
    if task.is_late and days:
        return ngettext("%(count)d gün gecikti", "%(count)d gün gecikti", days) % {"count": days}
    hour = f" {time_format(task.due_time, 'H:i')}" if task.due_time else ""
    return f"{day_words(task.due_on)}{hour}"


def day_words(day: date) -> str:
    """Name a day as people do: today, tomorrow, a weekday of the coming week, or its date."""
    away = (day - today()).days
    if away == 0:
        return _("Bugün")
    if away == 1:
        return _("Yarın")
    if timedelta(days=1) < timedelta(days=away) < timedelta(days=_WEEK):
        return date_format(day, "l")
    return date_format(day, "j M" if day.year == today().year else "j M Y")


@register.simple_tag
def priority_mark(task: Task) -> SafeString:
    """Draw what is not of usual urgency: an arrow or a flame, and the word unless it can wait."""
    name = _PRIORITY_ICONS.get(Priority(task.priority))
    if not name:
        return mark_safe("")
    label = str(Priority(task.priority).label)
    if task.priority == Priority.LOW:
        return format_html('<span class="urgency urgency-low" title="{}">{}</span>', label, icon(name, label, "small"))
    return format_html('<span class="urgency urgency-{}">{}{}</span>', task.priority, icon(name, size="small"), label)


@register.simple_tag(takes_context=True)
def whose_tabs(context: dict[str, Any]) -> SafeString:
    """Draw the choice between everybody's tasks and one's own, for those who are offered it.

    Stands outside of live fragments: it asks who is looking, which a page for many does not know.
    """
    listing, request = context["listing"], context["request"]
    if getattr(request, "live", None) or not any(each.filter.key == "responsible" for each in listing.state.filters):
        return mark_safe("")
    chosen = listing.state.parameters.get("responsible", [])
    links = [
        (_("Herkesin"), listing.state.url(responsible=None), not chosen),
        (_("Benim"), listing.state.url(responsible="me"), chosen == [str(request.user.pk)]),
    ]
    return format_html('<div class="choice" role="group" aria-label="{}">{}</div>', _("Kimin"), _choice_links(links))


def _choice_links(links: list[tuple[str, str, bool]]) -> SafeString:
    here = mark_safe(' aria-current="true"')
    return mark_safe(
        "".join(
            format_html(
                '<a class="choice-button" href="{}" hx-boost="true"{}>{}</a>', url, here if is_here else "", label
            )
            for label, url, is_here in links
        )
    )


@register.simple_tag
def day_in_words(day: date) -> str:
    """Name a day, with its date beside a word for it: `Yarın, 27 Kasım Cuma`."""
    words, full = day_words(day), date_format(day, "j F l")
    return full if words == date_format(day, "j M") else f"{words}, {date_format(day, 'j F')}"
