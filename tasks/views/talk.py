"""Steps and comments of a task."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.mentions import calls_somebody
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.text import fold

from .. import policy, services
from ..forms import CommentForm, StepForm
from ..mentions import people_of
from ..models import Comment, Task
from .rows import get_comment, get_step, get_task

_TICKS = {"yapildi": True, "yapilmadi": False}
_MOST_NAMES = 8


@needs("tasks.view_tasks", "tasks.add_task")
def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    policy.can_tick(request.user, task).require()
    form = StepForm(sent(request))
    if form.is_valid() and done(form, services.add_step, task=task, by=by(request), **form.cleaned_data):
        return _back(task, "steps")
    title = _("Yeni adım: %(task)s") % {"task": task}
    return action_page(request, form, title=title, label=_("Adım ekle"), back=task.get_absolute_url())


@needs("tasks.view_tasks", "tasks.add_task")
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_step(request, pk)
    policy.can_tick(request.user, step.task).require()
    form = StepForm(sent(request), initial={"text": step.text})
    if form.is_valid() and done(form, services.write_step, step=step, by=by(request), **form.cleaned_data):
        return _back(step.task, "steps")
    back = step.task.get_absolute_url()
    return action_page(request, form, title=_("Adımı düzelt"), label=_("Kaydet"), back=back)


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def step_tick(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Tick a step off, or take the tick back; the address says which, so that two clicks at once mean the same."""
    if mark not in _TICKS:
        raise Http404
    step = services.tick_step(step=get_step(request, pk), done=_TICKS[mark], by=by(request))
    return _back(step.task, "steps")


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def step_remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _back(services.remove_step(step=get_step(request, pk), by=by(request)), "steps")


@needs("tasks.view_tasks", "tasks.add_task")
def comment_add(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_task(request, pk)
    form = CommentForm(sent(request))
    if form.is_valid() and (
        comment := done(form, services.write_comment, task=task, by=by(request), **form.cleaned_data)
    ):
        _tell_if_nobody_is_called(request, comment)
        return _back(task, "comments")
    title = _("Yorum: %(task)s") % {"task": task}
    return action_page(request, form, title=title, label=_("Yorum yaz"), back=task.get_absolute_url())


def _tell_if_nobody_is_called(request: HttpRequest, comment: Comment) -> None:
    if calls_somebody(comment.text) and not comment.mentions.exists():
        told = _("Yorum yazıldı, ama kimse çağrılmadı: @ ile yazılan ad, görevi gören birinin tam adı değil.")
        messages.warning(request, told)


@needs("tasks.view_tasks", "tasks.add_task")
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_comment(request, pk)
    policy.can_change_comment(request.user, comment).require()
    form = CommentForm(sent(request), initial={"text": comment.text})
    if form.is_valid() and done(form, services.edit_comment, comment=comment, by=by(request), **form.cleaned_data):
        return _back(comment.task, "comments")
    back = comment.task.get_absolute_url()
    return action_page(request, form, title=_("Yorumu düzelt"), label=_("Kaydet"), back=back)


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def comment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    comment = services.withdraw_comment(comment=get_comment(request, pk), by=by(request))
    messages.success(request, _("Yorum geri çekildi."))
    return _back(comment.task, "comments")


@require_safe
@needs("tasks.view_tasks", "tasks.add_task")
def mention_names(request: HttpRequest, pk: int) -> JsonResponse:
    """Suggest whom a comment may call: people who see the task and whose names begin as what is typed."""
    text = fold(request.GET.get("ad", "").strip())
    names = people_of(get_task(request, pk)).exclude(pk=by(request).pk).values_list("full_name", flat=True)
    found = [name for name in names if not text or f" {fold(name)}".find(f" {text}") >= 0]
    return JsonResponse({"names": found[:_MOST_NAMES]})


def _back(task: Task, part: str) -> HttpResponse:
    return redirect(f"{task.get_absolute_url()}#live-{part}")
