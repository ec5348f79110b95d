"""The next task of a series: opened when the one before is closed or its day has passed, and never twice."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kafkasder.core.days import today

from ..models import ChecklistItem, Follower, Task
from ..repetition import next_day
from ..states import CLOSED, TaskState
from .places import top_of
from .telling import tell_assigned

_CARRIED_ON = (
    "title",
    "description",
    "created_by",
    "priority",
    "due_time",
    "category",
    "tags",
    "reference_kind",
    "reference_pk",
    "repeat",
    "repeat_until",
)


def open_next_tasks() -> int:
    """Open what is next in each series, and return how many tasks that made. It may run twice at once."""
    ended = Q(state__in=CLOSED) | Q(due_on__lt=today())
    waiting = Task.objects.filter(ended, followed_by__isnull=True, destroyed_at__isnull=True).exclude(repeat="")
    return sum(open_next_task(key) is not None for key in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def open_next_task(pk: int) -> Task | None:
    """Open the task that follows one of a series; None if there is one already, or the series has ended.

    What was missed, as while the panel stood still, is caught up by one task for the next day that there is.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("responsible").filter(pk=pk).first()
    if task is None or Task.objects.filter(follows=task).exists() or not (task.repeat and task.due_on):
        return None
    day = next_day(task.repeat, task.due_on, on_or_after=today(), until=task.repeat_until)
    if day is None:
        return None
    following = _following(task, day)
    following.save(force_insert=True)
    _carry_over(task, following)
    tell_assigned(following, by=None)
    return following


def _following(task: Task, day: date) -> Task:
    values = {name: getattr(task, name) for name in _CARRIED_ON}
    responsible: Any = task.responsible if task.responsible and task.responsible.is_active else None
    return Task(
        **values,
        responsible=responsible,
        due_on=day,
        follows=task,
        state_at=timezone.now(),
        position=top_of(TaskState.PENDING),
    )


def _carry_over(task: Task, following: Task) -> None:
    """Give the next task the steps, none of them done, and the followers of the one before."""
    steps = (ChecklistItem(task=following, text=step.text, position=step.position) for step in task.steps.all())
    ChecklistItem.objects.bulk_create(steps)
    Follower.objects.bulk_create(Follower(task=following, user_id=each.user_id) for each in task.followings.all())
