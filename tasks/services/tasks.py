"""Opening tasks, saving them, giving them to somebody."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock
from notifications.services import mark_read_about

from .. import policy
from ..models import Task
from ..repetition import standing_on
from ..states import TASK_STATES, TaskState
from .places import top_of
from .telling import tell_assigned

REFERENCE = "task"  # by which others point at tasks

OWN_FIELDS = (  # what `save_task` stores; the rest has services of its own
    "title",
    "description",
    "responsible",
    "priority",
    "due_on",
    "due_time",
    "category",
    "tags",
    "repeat",
    "repeat_until",
    "read_at",
    "updated_at",
)


@transaction.atomic
def create_task(*, task: Task, by: Any, state: str = TaskState.PENDING, of_sheet: bool = False) -> Task:
    """Store a new task of `by`, at the top of its column.

    One `of_sheet` may be over, and whoever brings the sheet in tells people of all its tasks at once.
    """
    policy.can_add(by).require()
    task.created_by = by
    if not of_sheet:
        _require_day_to_come(task)
    if task.responsible is not None:
        _require_assignable(task, by)
    _begin(task, state, by)
    task.save(force_insert=True)
    if not of_sheet:
        tell_assigned(task, by)
    return task


def _begin(task: Task, state: str, by: Any) -> None:
    now = timezone.now()
    if state != TaskState.PENDING:
        TASK_STATES.require(TaskState.PENDING, state, task.state_reason)
    if state == TaskState.COMPLETED:
        task.completed_at, task.completed_by = task.completed_at or now, by
    task.state, task.state_at, task.position = state, now, top_of(state)
    task.repeat = _standing(task)
    if task.responsible_id == by.pk:
        task.read_at = now


@transaction.atomic
def save_task(*, task: Task, by: Any) -> Task:
    """Store what was written in an open task; whoever gets it by that has not read it yet."""
    stored = Task.objects.select_for_update().get(pk=task.pk)
    policy.can_change(by, stored).require()
    is_given = task.responsible_id != stored.responsible_id
    if is_given:
        policy.can_assign(by, stored, task.responsible).require()
        task.read_at = _read_by(task.responsible, by)
    if task.due_on != stored.due_on:
        _require_day_to_come(task)
    if (task.due_on, task.repeat) != (stored.due_on, stored.repeat):
        task.repeat = _standing(task)
    task.save(update_fields=OWN_FIELDS)
    if is_given:
        tell_assigned(task, by)
    return task


@transaction.atomic
def assign(*, task: Task, responsible: Any, by: Any) -> Task:
    """Give an open task to somebody, or with None to nobody."""
    task = lock(task, by)
    policy.can_assign(by, task, responsible).require()
    if task.responsible != responsible:
        task.responsible, task.read_at = responsible, _read_by(responsible, by)
        task.save(update_fields=["responsible", "read_at", "updated_at"])
        tell_assigned(task, by)
    return task


@transaction.atomic
def mark_read(*, task: Task, by: Any) -> Task:
    """Note that `by` has seen the task: for it, if they are responsible, and for what they were told of it."""
    mark_read_about(kind=REFERENCE, pk=task.pk, by=by)
    rows = Task.objects.filter(pk=task.pk, responsible=by, read_at__isnull=True)
    if rows.update(read_at=timezone.now()):
        task.refresh_from_db(fields=["read_at"])
    return task


def _read_by(responsible: Any, by: Any) -> Any:
    return timezone.now() if responsible is not None and responsible.pk == by.pk else None


def _require_assignable(task: Task, by: Any) -> None:
    if not policy.assignable(by).filter(pk=task.responsible_id).exists():
        raise ValidationError({"responsible": _("Bu kişiye görev veremezsiniz.")}, code="not_assignable")


def _require_day_to_come(task: Task) -> None:
    if task.due_on is not None and task.due_on < today():
        raise ValidationError({"due_on": _("Son gün bugün ya da sonrası olmalıdır.")}, code="past_day")


def _standing(task: Task) -> str:
    if not task.repeat or task.due_on is None:
        return task.repeat  # without a day the database refuses it, in words
    return standing_on(task.repeat, task.due_on)
