"""How former values of tasks come back: by their form and service."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404

from accounts.audit.restorers import Restorer
from kafkasder.core.saving import changed

from . import policy, services
from .forms import TaskForm
from .models import Task


def _get(user: Any, key: str) -> Task:
    task: Task = get_object_or_404(Task.objects.visible_to(user), pk=key)
    return task


def _form(data: Mapping[str, Any] | None, task: Task, user: Any) -> TaskForm:
    return TaskForm(data, instance=task, by=user)


def _save(form: Any, task: Task, user: Any) -> None:
    changed(form, task, user, lambda row: services.save_task(task=row, by=user))


RESTORERS = (
    Restorer(
        model=Task,
        verbs=("tasks.view_tasks", "tasks.add_task"),
        get=_get,
        may_change=policy.can_change,
        form=_form,
        save=_save,
    ),
)
