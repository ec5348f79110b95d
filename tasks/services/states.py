"""Changes of state; every one passes the table of the machine here."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from kafkasder.core.locks import lock

from .. import policy
from ..heeding import heed
from ..models import Task
from ..states import CLOSED, TASK_STATES, TaskState
from .places import top_of
from .repeating import open_next_task
from .telling import tell_state

STATE_FIELDS = ("state", "state_reason", "state_at", "completed_at", "completed_by", "position", "updated_at")


@transaction.atomic
def change_state(*, task: Task, target: str, by: Any, reason: str = "") -> Task:
    """Bring a task into another state. It comes to the top of its new column; reopening clears its completion."""
    task = lock(task, by)
    policy.can_work(by, task).require()
    TASK_STATES.require(task.state, target, reason)
    enter_state(task, target, by=by, reason=reason, position=top_of(target))
    tell_state(task, by)
    return task


@transaction.atomic
def cancel_series(*, task: Task, by: Any, reason: str) -> Task:
    """Cancel a repeating task and what already came after it; nothing comes again."""
    task = lock(task, by)
    policy.can_change(by, task).require()
    TASK_STATES.require(task.state, TaskState.CANCELLED, reason)
    for each in _with_later(task):
        each.repeat, each.repeat_until = "", None
        each.save(update_fields=["repeat", "repeat_until", "updated_at"])
        if each.is_open:
            enter_state(each, TaskState.CANCELLED, by=by, reason=reason, position=top_of(TaskState.CANCELLED))
            tell_state(each, by)
    task.refresh_from_db()
    return task


def _with_later(task: Task) -> Iterator[Task]:
    """Yield a locked task and those of its series that came after it, each locked."""
    later: Task | None = task
    while later is not None:
        yield later
        later = Task.objects.select_for_update().filter(follows=later).first()


def enter_state(task: Task, target: str, *, by: Any, reason: str, position: int) -> None:
    """Store what a permitted change of state means, for the locked row; of a series the next task is opened."""
    now, former = timezone.now(), task.state
    task.state, task.state_reason, task.state_at, task.position = target, reason.strip(), now, position
    is_done = target == TaskState.COMPLETED
    task.completed_at, task.completed_by = (now, by) if is_done else (None, None)
    task.save(update_fields=STATE_FIELDS)
    if target in CLOSED and task.repeat:
        open_next_task(task.pk)
    heed(task, former, by)
