"""A meeting's page, and the forms that call and change one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.core.states import Transition
from kafkasder.live import live_page
from tasks.panel import tasks_of
from tasks.rule_words import words_of

from .. import policy, services
from ..action_history import share_of
from ..calls import call_of, may_open_second
from ..choices import PROXY_KINDS
from ..forms import MeetingForm, NewMeetingForm
from ..models import Meeting
from ..quorum import quorum_of
from ..states import MEETING_STATES, MeetingState
from .rows import get_meeting, meetings


@require_safe
@needs("meetings.view_meetings")
@live_page(shared=False)
def meeting_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Drawn for each viewer: who organises, chairs or writes a meeting may do different things, and all answer."""
    meeting = get_meeting(request, pk)
    user = by(request)
    people = list(meeting.participants.select_related("user", "represented_by__user"))
    own = next((each for each in people if each.user_id == user.pk), None)
    may, quorum = _allowed(user, meeting), quorum_of(meeting, people)
    context = {
        "meeting": meeting,
        "people": people,
        "quorum": quorum,
        "repeats": words_of(meeting.series.rule) if meeting.series else "",
        "call": call_of(meeting),
        "may_open_second": may["hold"] and may_open_second(meeting, quorum),
        "first_meeting": _seen(request, meeting.first_call_id),
        "second_meeting": meetings(request).filter(first_call=meeting).first(),
        "may_represent": may["write"] and meeting.kind in PROXY_KINDS,
        "own": own,
        "may_answer": own is not None and policy.can_answer(user, own).allowed,
        "agenda": list(
            meeting.agenda.select_related("presenter__user").prefetch_related("drafts__user", "files__added_by")
        ),
        "transitions": _ways(user, meeting) if may["hold"] else [],
        "decisions": list(meeting.decisions.select_related("owner").order_by("year", "number")),
        "actions": (actions := list(meeting.actions.with_task().by_day())),
        "action_share": share_of(actions),
        "may": may,
        "tasks": tasks_of(user, "meeting", meeting.pk),
        "history": timeline_of(meeting),
    }
    return TemplateResponse(request, "meetings/meeting_detail.html", context)


def _ways(user: Any, meeting: Meeting) -> list[Transition]:
    begins = policy.can_begin(user, meeting).allowed
    return [way for way in MEETING_STATES.from_state(meeting.state) if begins or way.target != MeetingState.ONGOING]


def _seen(request: HttpRequest, pk: int | None) -> Meeting | None:
    """Return another meeting as far as the viewer sees it."""
    return meetings(request).filter(pk=pk).first() if pk else None


def _allowed(user: Any, meeting: Meeting) -> dict[str, bool]:
    hold = policy.can_hold(user, meeting).allowed
    return {
        "hold": hold,
        "change": hold and meeting.is_open,
        "count": policy.can_count(user, meeting).allowed,
        "write": policy.can_write(user, meeting).allowed,
        "adopt": policy.can_adopt(user, meeting).allowed,
        "act": policy.can_write(user, meeting).allowed and user.has_perm("tasks.add_task"),
    }


_TOLD = ("afterwards", "people", "agenda", "repeat", "repeat_until")


@needs("meetings.view_meetings", "meetings.manage_meetings")
def meeting_create(request: HttpRequest) -> HttpResponse:
    form = NewMeetingForm(sent(request), instance=Meeting(), by=by(request))
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in _TOLD}
        if saved := done(form, services.create_meeting, meeting=form.instance, by=by(request), **told):
            messages.success(request, _("Toplantı kaydedildi."))
            return redirect(saved)
    return record_page(request, "meetings:meeting", form)


@needs("meetings.view_meetings", "meetings.manage_meetings")
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_change(request.user, meeting).require()
    form, who = MeetingForm(sent(request), instance=meeting), by(request)
    if form.is_valid() and changed(form, meeting, who, lambda row: services.save_meeting(meeting=row, by=who)):
        return tell_saved(request, form, meeting)
    return record_page(request, "meetings:meeting", form, meeting)


@require_safe
@needs("meetings.view_meetings", "meetings.manage_meetings")
@live_page(shared=False)
def meeting_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Drawn for each viewer: whether one may change a meeting depends on what one does in it."""
    meeting = get_object_or_404(meetings(request), pk=pk)
    return news_page(request, MeetingForm(instance=meeting), outline, policy.can_change(request.user, meeting))


@needs("meetings.view_meetings", "meetings.manage_meetings")
def meeting_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    meeting = get_meeting(request, pk)
    transition = MEETING_STATES.asked(meeting.state, target)
    policy.can_hold(request.user, meeting).require()
    if target == MeetingState.ONGOING:
        policy.can_begin(request.user, meeting).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and (
        saved := done(form, services.change_state, meeting=meeting, target=target, by=by(request), **form.cleaned_data)
    ):
        told = _("“%(meeting)s”: durum artık “%(state)s”.")
        messages.success(request, told % {"meeting": saved, "state": saved.get_state_display()})
        return redirect(saved)
    title = f"{transition.label}: {meeting}"
    return action_page(request, form, title=title, label=transition.label, back=meeting.get_absolute_url())
