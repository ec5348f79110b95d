"""Actions: what is to be done after a meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.numbers import whole_number
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page
from tasks import policy as task_policy
from tasks.models import Task

from .. import policy, services
from ..action_history import action_timeline
from ..forms import ActionForm
from ..lists import ACTIONS
from ..models import Decision, Meeting
from ..querysets import sees_all
from ..states import ACTION_STATES
from .rows import get_action, get_meeting, meetings


@needs("meetings.view_meetings")
@ACTIONS.personal
@live_page(shared=sees_all)
def action_list(request: HttpRequest) -> HttpResponseBase:
    return ACTIONS.respond(request, "meetings/action_list.html")


@require_POST
@needs("meetings.view_meetings", "meetings.export_meetings")
def action_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, ACTIONS, "meetings:action_list")


@require_safe
@needs("meetings.view_meetings")
@live_page(shared=False)
def action_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Drawn for each viewer: the task behind an action is not everybody's to see."""
    action, user = get_action(request, pk), by(request)
    task = Task.objects.visible_to(user).filter(pk=action.task_id).first()
    may_work = task is not None and task_policy.can_work(user, task).allowed
    context = {
        "action": action,
        "task": task,
        "meeting": meetings(request).filter(pk=action.meeting_id).first(),
        "transitions": ACTION_STATES.from_state(action.state) if may_work else [],
        "history": action_timeline(action),
    }
    return TemplateResponse(request, "meetings/action_detail.html", context)


@needs("meetings.view_meetings", "meetings.manage_meetings", "tasks.add_task")
def action_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an action; `?karar=7` comes from the page of a decision, and leads back to it."""
    meeting = get_meeting(request, pk)
    policy.can_write(request.user, meeting).require()
    decision = _asked_decision(request, meeting)
    initial = {"decision": decision.pk if decision else None}
    form = ActionForm(sent(request), meeting=meeting, by=by(request), initial=initial)
    back = (decision or meeting).get_absolute_url()
    if form.is_valid() and done(form, services.open_action, meeting=meeting, by=by(request), **form.cleaned_data):
        messages.success(request, _("Aksiyon açıldı; sorumlusunun görevleri arasında."))
        return redirect(back)
    title = _("Aksiyon aç: %(meeting)s") % {"meeting": decision or meeting}
    return action_page(request, form, title=title, label=_("Aç"), back=back)


def _asked_decision(request: HttpRequest, meeting: Meeting) -> Decision | None:
    pk = whole_number(request.GET.get("karar", ""))
    return meeting.decisions.filter(pk=pk).first() if pk else None


@needs("meetings.view_meetings", "tasks.view_tasks", "tasks.add_task")
def action_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    action = get_action(request, pk)
    transition = ACTION_STATES.asked(action.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and (
        saved := done(
            form, services.change_action_state, action=action, target=target, by=by(request), **form.cleaned_data
        )
    ):
        told = _("“%(action)s”: durum artık “%(state)s”.")
        messages.success(request, told % {"action": saved, "state": saved.get_state_display()})
        return redirect(saved)
    title = f"{transition.label}: {action}"
    return action_page(request, form, title=title, label=transition.label, back=action.get_absolute_url())
