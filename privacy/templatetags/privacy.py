"""Marks of the room: clocks and states."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.templatetags.ui import NOTHING, badge, tab

from ..models import Breach, DataRequest, DestructionProposal, NoticeVersion
from ..models.reference import SubjectReference
from ..navigation import tabs_for
from ..querysets import SOON
from ..states import BreachState, ProposalState, RequestState

register = template.Library()

REQUEST_TONES: dict[str, str] = {
    RequestState.RECEIVED: "info",
    RequestState.IDENTITY: "warning",
    RequestState.WORK: "info",
    RequestState.ANSWERED: "success",
    RequestState.REFUSED: "neutral",
    RequestState.WITHDRAWN: "neutral",
}


@register.simple_tag
def request_tag(request: DataRequest) -> SafeString:
    """Draw the state of a request."""
    return badge(request.get_state_display(), REQUEST_TONES[request.state])


PROPOSAL_TONES: dict[str, str] = {
    ProposalState.OPEN: "warning",
    ProposalState.CONFIRMED: "danger",
    ProposalState.DESTROYED: "success",
    ProposalState.CANCELLED: "neutral",
}


@register.simple_tag
def proposal_tag(proposal: DestructionProposal) -> SafeString:
    """Draw the state of a proposal of destruction."""
    return badge(proposal.get_state_display(), PROPOSAL_TONES[proposal.state])


@register.simple_tag
def clock_tag(request: DataRequest) -> SafeString:
    """Say how many days remain to answer a request, or by how many it is late."""
    if not request.is_open:
        return NOTHING
    days = request.days_left(timezone.localdate())
    if days < 0:
        words = ngettext("%(days)d gün gecikti", "%(days)d gün gecikti", -days) % {"days": -days}
        return badge(words, "danger", "alert")
    if days == 0:
        return badge(_("Son gün bugün"), "danger", "clock")
    words = ngettext("%(days)d gün kaldı", "%(days)d gün kaldı", days) % {"days": days}
    return badge(words, "warning" if days <= SOON.days else "neutral", "clock")


@register.simple_tag
def notice_tag(version: NoticeVersion) -> SafeString:
    """Say whether a version (`with_standing`) holds now, is yet to come or is past."""
    if version.is_current:  # type: ignore[attr-defined]
        return badge(_("Geçerli"), "success", "check")
    if version.valid_from > timezone.localdate():
        return badge(_("Henüz başlamadı"), "info")
    return badge(_("Eski"), "neutral")


BREACH_TONES: dict[str, str] = {
    BreachState.OPEN: "danger",
    BreachState.AUTHORITY: "warning",
    BreachState.PERSONS: "info",
    BreachState.CLOSED: "neutral",
}
_HOUR = 3600
_LAST_DAY = 24  # hours from which on the clock is red


@register.simple_tag
def breach_tag(breach: Breach) -> SafeString:
    """Draw the state of a breach."""
    return badge(breach.get_state_display(), BREACH_TONES[breach.state])


@register.simple_tag
def breach_clock(breach: Breach) -> SafeString:
    """Say how many whole hours remain to tell the authority, or that it was told in time or late."""
    if breach.authority_notified_at:
        in_time = breach.authority_notified_at <= breach.due_at
        return (
            badge(_("Süresinde bildirildi"), "success", "check") if in_time else badge(_("Geç bildirildi"), "warning")
        )
    if not breach.awaits_authority:
        return NOTHING
    seconds = breach.time_left().total_seconds()
    hours = int(abs(seconds) // _HOUR)
    if seconds < 0:
        words = ngettext("%(hours)d saat gecikti", "%(hours)d saat gecikti", hours) % {"hours": hours}
        return badge(words, "danger", "alert")
    words = ngettext("%(hours)d saat kaldı", "%(hours)d saat kaldı", hours) % {"hours": hours}
    return badge(words, "danger" if hours < _LAST_DAY else "warning", "clock")


@register.simple_tag(takes_context=True)
def privacy_tabs(context: Context, current: str) -> SafeString:
    """Draw the links to the room's other pages; `current` is the URL name of this one."""
    tabs = tabs_for(context["request"].user, current)
    drawn = format_html_join("", "{}", ((tab(str(each.label), each.url, each.current),) for each in tabs))
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', _("Kişisel veriler"), drawn)


@register.simple_tag
def subject_url(row: SubjectReference) -> str:
    """Return the page of the person whom a row points at, if a room keeps them and has one."""
    kind = row.subject_type
    person: Any = kind.model(pk=row.subject_pk) if kind else None
    return person.get_absolute_url() if person else ""
