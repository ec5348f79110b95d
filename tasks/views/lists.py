"""The list of tasks, and the files of what it shows."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from accounts.exports import export_list
from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import TASKS
from ..querysets import sees_all


@needs("tasks.view_tasks")
@TASKS.personal
@live_page(shared=sees_all)
def task_list(request: HttpRequest) -> HttpResponseBase:
    return TASKS.respond(request, "tasks/task_list.html")


@require_POST
@needs("tasks.view_tasks", "tasks.export_tasks")
def task_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, TASKS, "tasks:task_list")
