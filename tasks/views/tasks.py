"""A task's page, and the forms that open and change one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.references import card_for
from kafkasder.core.saving import changed, done, news_page, record_page, sent, tell_saved
from kafkasder.core.sections import sections_of
from kafkasder.live import live_page

from .. import policy, services
from ..forms import TaskForm
from ..models import Task
from ..states import TASK_STATES
from ..timeline import task_timeline
from .rows import asked_subject, get_task, tasks

TASK_PAGE = "task"


@require_safe
@needs("tasks.view_tasks")
@live_page(shared=False)
def task_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Drawn for each viewer: who opened a task, answers for it or follows it may do different things."""
    task = get_task(request, pk)
    user = by(request)
    may = _allowed(user, task)
    card = card_for(user, task.reference_kind, task.reference_pk) if task.reference_pk else None
    followers = list(task.followers.order_by("name_key", "pk"))
    context = {
        "task": task,
        "before": tasks(request).filter(pk=task.follows_id).first() if task.follows_id else None,
        "after": tasks(request).filter(follows=task).first(),
        "card": card,
        "may_link": may["change"] and (card is not None or task.reference_pk is None),
        "followers": followers,
        "is_followed": user in followers,
        "steps": task.steps.select_related("done_by"),
        "comments": task.comments.select_related("author").prefetch_related("mentions"),
        "files": task.files.select_related("added_by"),
        "transitions": TASK_STATES.from_state(task.state) if may["work"] else [],
        "may": may,
        "unread": task.responsible_id == user.pk and task.read_at is None and task.is_open,
        "history": task_timeline(task),
        "sections": sections_of(TASK_PAGE, user, task),
    }
    return TemplateResponse(request, "tasks/task_detail.html", context)


def _allowed(user: Any, task: Task) -> dict[str, bool]:
    return {
        "change": policy.can_change(user, task).allowed,
        "work": policy.can_work(user, task).allowed,
        "tick": policy.can_tick(user, task).allowed,
        "comment": policy.can_comment(user, task).allowed,
        "mind": policy.minds_all(user),
        "assign": task.is_open and policy.may_give(user, task, None).allowed,
        "take": task.is_open and task.responsible_id is None and policy.may_give(user, task, user).allowed,
    }


@needs("tasks.view_tasks", "tasks.add_task")
def task_create(request: HttpRequest) -> HttpResponse:
    task, subject = Task(), asked_subject(request)
    if subject:
        task.reference_kind, task.reference_pk, _card = subject
    if not request.user.has_perm("tasks.assign_task"):
        task.responsible = by(request)
    form = TaskForm(sent(request), instance=task, by=by(request))
    if form.is_valid() and (saved := done(form, services.create_task, task=form.instance, by=by(request))):
        messages.success(request, _("Görev açıldı."))
        return redirect(subject[2].url if subject else saved)
    cancel = subject[2].url if subject else ""
    return record_page(request, "tasks:task", form, cancel=cancel, subject=subject[2] if subject else None)


@needs("tasks.view_tasks", "tasks.add_task")
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    policy.can_change(request.user, task).require()
    form, who = TaskForm(sent(request), instance=task, by=by(request)), by(request)
    if form.is_valid() and changed(form, task, who, lambda row: services.save_task(task=row, by=who)):
        return tell_saved(request, form, task)
    return record_page(request, "tasks:task", form, task, subject=None)


@require_safe
@needs("tasks.view_tasks", "tasks.add_task")
@live_page(shared=False)
def task_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Drawn for each viewer: whether one may change a task depends on who opened it."""
    task = get_object_or_404(tasks(request), pk=pk)
    form = TaskForm(instance=task, by=by(request))
    return news_page(request, form, outline, policy.can_change(request.user, task))


@require_POST
@needs("tasks.view_tasks")
def task_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the responsible person has seen the task: its page is a GET, and writes nothing by itself."""
    services.mark_read(task=get_task(request, pk), by=by(request))
    return HttpResponse(status=204) if request.htmx else redirect("tasks:task_detail", pk)  # type: ignore[attr-defined]
