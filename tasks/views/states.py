"""Bringing a task into another state, giving it to somebody, following it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..forms import AssignForm, CancelSeriesForm, Extent
from ..models import Task
from ..states import TASK_STATES, TaskState
from .rows import get_task


@needs("tasks.view_tasks", "tasks.add_task")
def task_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    task = get_task(request, pk)
    transition = TASK_STATES.asked(task.state, target)
    if target == TaskState.CANCELLED and task.repeat and policy.can_change(request.user, task):
        return _cancel_repeating(request, task)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and (
        saved := done(form, services.change_state, task=task, target=target, by=by(request), **form.cleaned_data)
    ):
        return _tell_state(request, saved)
    title = f"{transition.label}: {task}"
    return action_page(request, form, title=title, label=transition.label, back=task.get_absolute_url())


def _cancel_repeating(request: HttpRequest, task: Task) -> HttpResponse:
    """Cancel one task of a series, or ask for the end of the series."""
    form = CancelSeriesForm(sent(request))
    if form.is_valid():
        told = {"task": task, "by": by(request), "reason": form.cleaned_data["reason"]}
        if form.cleaned_data["extent"] == Extent.SERIES:
            saved = done(form, services.cancel_series, **told)
        else:
            saved = done(form, services.change_state, target=TaskState.CANCELLED, **told)
        if saved:
            return _tell_state(request, saved)
    title = _("İptal et: %(task)s") % {"task": task}
    return action_page(request, form, title=title, label=_("İptal et"), back=task.get_absolute_url())


def _tell_state(request: HttpRequest, task: Task) -> HttpResponse:
    told = _("“%(task)s”: durum artık “%(state)s”.")
    messages.success(request, told % {"task": task, "state": task.get_state_display()})
    return redirect(task)


@needs("tasks.view_tasks", "tasks.add_task", "tasks.assign_task")
def task_assign(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    form = AssignForm(sent(request), initial={"responsible": task.responsible_id}, by=by(request))
    if form.is_valid() and done(form, services.assign, task=task, by=by(request), **form.cleaned_data):
        messages.success(request, _("Sorumlu kaydedildi."))
        return redirect(task)
    title = _("Sorumlu: %(task)s") % {"task": task}
    return action_page(request, form, title=title, label=_("Kaydet"), back=task.get_absolute_url())


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def task_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task that is nobody's."""
    task = services.assign(task=get_task(request, pk), responsible=by(request), by=by(request))
    messages.success(request, _("Görev artık sizde."))
    return redirect(task)


@require_POST
@needs("tasks.view_tasks")
def task_follow(request: HttpRequest, pk: int) -> HttpResponse:
    services.follow(task=get_task(request, pk), by=by(request))
    messages.success(request, _("Görevi takip ediyorsunuz."))
    return redirect("tasks:task_detail", pk)


@require_POST
@needs("tasks.view_tasks")
def task_unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow no longer; a task that is seen no more has no page to go back to."""
    services.unfollow(task=get_task(request, pk), by=by(request))
    messages.success(request, _("Görevi artık takip etmiyorsunuz."))
    return redirect("tasks:task_list")
