"""The tasks that point at a record, for the page of that record in a room above."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from .models import Task
from .querysets import open_tasks

MOST = 8


@dataclass(frozen=True)
class RecordTasks:
    """The newest open tasks of a record and the number of all, as one viewer sees them."""

    tasks: list[Task]
    count: int
    new_url: str
    all_url: str


def tasks_of(viewer: Any, kind: str, pk: int) -> RecordTasks | None:
    """Return the tasks of a record that `viewer` sees; None for those who see no tasks at all."""
    if not viewer.has_perm("tasks.view_tasks"):
        return None
    rows = Task.objects.visible_to(viewer).about(kind, pk)
    subject = f"{kind}-{pk}"
    may_add = viewer.has_perm("tasks.add_task")
    return RecordTasks(
        tasks=list(rows.filter(open_tasks()).by_day().select_related("responsible")[:MOST]),
        count=rows.count(),
        new_url=f"{reverse('tasks:task_create')}?{urlencode({'konu': subject})}" if may_add else "",
        all_url=f"{reverse('tasks:task_list')}?{urlencode({'about': subject, 'state': 'all'})}",
    )
