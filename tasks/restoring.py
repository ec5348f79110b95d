"""How former values of tasks come back: by their form and service."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import TaskForm
from .models import Task

RESTORERS = (
    Restorer(
        model=Task,
        verbs=("tasks.view_tasks", "tasks.add_task"),
        may_change=policy.can_change,
        form=lambda data, task, by: TaskForm(data, instance=task, by=by),
        store=lambda task, by, form: services.save_task(task=task, by=by),
    ),
)
