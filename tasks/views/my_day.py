"""My day, and completing a task by one click, with the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core import toasts
from kafkasder.core.states import IllegalTransition
from kafkasder.live import live_page

from .. import services
from ..models import Task
from ..my_day import later_count, parts_of
from ..states import TASK_STATES, TaskState
from .ways import NEXT, way_back


@require_safe
@needs("tasks.view_tasks")
@live_page(shared=False)
def my_day(request: HttpRequest) -> TemplateResponse:
    person = request.user
    context = {"parts": parts_of(person), "open_count": later_count(person)}
    return TemplateResponse(request, "tasks/my_day.html", context)


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def quick_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete a task from a list of them."""
    task = _get(request, pk)
    back = way_back(request, reverse("tasks:my_day"))
    undo = reverse("tasks:quick_undo", args=[task.pk, _before(task.state)])
    if _enter(request, task, TaskState.COMPLETED):
        toasts.undo(request, _("Tamamlandı: %(task)s") % {"task": task}, f"{undo}?{urlencode({NEXT: back})}")
    return redirect(back)


@require_POST
@needs("tasks.view_tasks", "tasks.add_task")
def quick_undo(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Open a task again that was completed a moment ago."""
    task = _get(request, pk)
    TASK_STATES.asked(task.state, target)
    _enter(request, task, target)
    return redirect(way_back(request, reverse("tasks:my_day")))


def _enter(request: HttpRequest, task: Task, target: str) -> bool:
    """Bring a task into a state; tell if somebody else was faster, and return whether it is done."""
    try:
        services.change_state(task=task, target=target, by=by(request))
    except IllegalTransition as refusal:
        messages.error(request, " ".join(refusal.messages))
        return False
    return True


def _before(state: str) -> str:
    """Return the state to which a task is opened again; from there it can wait anew."""
    return TaskState.IN_PROGRESS if state == TaskState.WAITING else state


def _get(request: HttpRequest, pk: int) -> Task:
    task: Task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    return task
