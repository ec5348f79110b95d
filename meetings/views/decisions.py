"""Decisions: their page, and what is written about them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, form_page, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page
from tasks.panel import tasks_of

from .. import policy, services
from ..action_history import share_of
from ..forms import CorrectionForm, FollowUpForm, NewDecisionForm
from ..lists import DECISIONS
from ..models import Decision
from ..querysets import sees_all
from ..quorum import quorum_of
from ..settled import settled_by
from ..states import DECISION_STATES
from .rows import get_decision, get_meeting, meetings


@needs("meetings.view_meetings")
@DECISIONS.personal
@live_page(shared=sees_all)
def decision_list(request: HttpRequest) -> HttpResponseBase:
    return DECISIONS.respond(request, "meetings/decision_list.html")


@require_POST
@needs("meetings.view_meetings", "meetings.export_decisions")
def decision_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, DECISIONS, "meetings:decision_list")


@require_safe
@needs("meetings.view_meetings")
@live_page(shared=False)
def decision_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Drawn for each viewer: who follows a decision may do other things than who holds its meeting."""
    decision, user = get_decision(request, pk), by(request)
    may_follow = policy.can_follow(user, decision).allowed
    context = {
        "decision": decision,
        "meeting": meetings(request).filter(pk=decision.meeting_id).first(),
        "votes": list(decision.votes.select_related("participant__user")),
        "quorum": quorum_of(decision.meeting, list(decision.meeting.participants.all())),
        "corrections": decision.corrections.select_related("by"),
        "transitions": DECISION_STATES.from_state(decision.state) if may_follow else [],
        "actions": (actions := list(decision.actions.with_task().by_day())),
        "action_share": share_of(actions),
        "settled": settled_by(user, decision),
        "decision_key": str(decision.pk),
        "may": {
            "correct": policy.can_correct(user, decision).allowed,
            "follow": may_follow,
            "act": policy.can_write(user, decision.meeting).allowed and user.has_perm("tasks.add_task"),
        },
        "tasks": tasks_of(user, "decision", decision.pk),
        "history": timeline_of(decision),
    }
    return TemplateResponse(request, "meetings/decision_detail.html", context)


@needs("meetings.view_meetings", "meetings.adopt_decisions")
def decision_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk)
    policy.can_adopt(request.user, meeting).require()
    form = NewDecisionForm(sent(request), instance=Decision(meeting=meeting), meeting=meeting, by=by(request))
    if form.is_valid() and (
        saved := done(
            form,
            services.adopt,
            decision=form.instance,
            meeting=meeting,
            by=by(request),
            settles=form.cleaned_data["settles"],
        )
    ):
        messages.success(request, _("Karar %(mark)s olarak yazıldı.") % {"mark": saved.mark})
        return redirect(f"{meeting.get_absolute_url()}#live-decisions")
    cancel = meeting.get_absolute_url()
    return form_page(request, "meetings/decision_adopt.html", form, meeting=meeting, record=None, cancel=cancel)


@needs("meetings.view_meetings", "meetings.adopt_decisions")
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_decision(request, pk)
    policy.can_correct(request.user, decision).require()
    form, who = FollowUpForm(sent(request), instance=decision), by(request)
    if form.is_valid() and changed(form, decision, who, lambda row: services.save_follow_up(decision=row, by=who)):
        return tell_saved(request, form, decision)
    return record_page(request, "meetings:decision", form, decision)


@require_safe
@needs("meetings.view_meetings", "meetings.adopt_decisions")
@live_page(shared=False)
def decision_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Drawn for each viewer: who may change a decision depends on its meeting."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    return news_page(request, FollowUpForm(instance=decision), outline, policy.can_correct(request.user, decision))


@needs("meetings.view_meetings", "meetings.adopt_decisions")
def decision_correct(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_decision(request, pk)
    policy.can_correct(request.user, decision).require()
    initial = {"title": decision.title, "text": decision.text, "legal_basis": decision.legal_basis}
    form = CorrectionForm(sent(request), initial=initial)
    if form.is_valid() and done(form, services.correct, decision=decision, by=by(request), **form.cleaned_data):
        messages.success(request, _("Karar düzeltildi; önceki metin üstü çizili olarak duruyor."))
        return redirect(decision)
    title = _("Düzelt: %(decision)s") % {"decision": decision}
    text = _("Önceki metin silinmez: üstü çizili, gerekçesiyle birlikte okunur.")
    return action_page(request, form, title=title, label=_("Düzelt"), back=decision.get_absolute_url(), text=text)


@needs("meetings.view_meetings")
def decision_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    decision = get_decision(request, pk)
    transition = DECISION_STATES.asked(decision.state, target)
    policy.can_follow(request.user, decision).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and (
        saved := done(
            form,
            services.change_decision_state,
            decision=decision,
            target=target,
            by=by(request),
            **form.cleaned_data,
        )
    ):
        told = _("“%(decision)s”: durum artık “%(state)s”.")
        messages.success(request, told % {"decision": saved, "state": saved.get_state_display()})
        return redirect(saved)
    title = f"{transition.label}: {decision}"
    return action_page(request, form, title=title, label=transition.label, back=decision.get_absolute_url())
