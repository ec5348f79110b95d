"""Changes to many tasks at once, and taking them back by what the audit trail says was there before."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditEntry

from .. import policy
from ..models import Task
from ..querysets import open_tasks
from ..repetition import standing_on
from ..states import TASK_STATES
from .places import top_of
from .states import enter_state
from .telling import tell_assigned, tell_state

# What may come back, by column as the trail names it. Who completed a task is part of its state.
_OF_STATE = ("state", "state_reason", "completed_at", "completed_by_id")
TAKEN_BACK = ("responsible_id", "priority", "due_on", "due_time", "repeat", *_OF_STATE)


@transaction.atomic
def change_state_of_many(*, tasks: QuerySet[Task], target: str, by: Any, reason: str = "") -> int:
    """Bring those of the tasks into a state that `by` may and the machine's table lets; return how many."""
    changing = [task for task in _locked(policy.workable(by, tasks)) if TASK_STATES.leads(task.state, target)]
    for task in changing:
        TASK_STATES.require(task.state, target, reason)
        enter_state(task, target, by=by, reason=reason, position=top_of(target))
    for task in changing:
        tell_state(task, by)
    return len(changing)


@transaction.atomic
def assign_many(*, tasks: QuerySet[Task], responsible: Any, by: Any) -> int:
    """Give those of the open tasks to somebody that `by` may give them, and return how many did not have them yet."""
    policy.can_receive(by, responsible).require()
    changing = [task for task in _locked(tasks.filter(open_tasks())) if policy.may_give(by, task, responsible)]
    changing = [task for task in changing if task.responsible != responsible]
    count = _write(changing, responsible=responsible, read_at=timezone.now() if responsible == by else None)
    for task in changing:
        task.responsible = responsible
        tell_assigned(task, by)
    return count


@transaction.atomic
def change_many(*, tasks: QuerySet[Task], by: Any, **values: Any) -> int:
    """Give `values` to those of the open tasks that `by` may change, and return how many did not have them yet."""
    rows = policy.changeable(by, tasks).filter(open_tasks())
    changing = [task for task in _locked(rows) if _differs(task, values) and _lasts_until(task, values.get("due_on"))]
    count = _write(changing, **values)
    for task in changing:
        if task.repeat and values.get("due_on"):
            Task.objects.filter(pk=task.pk).update(repeat=standing_on(task.repeat, values["due_on"]))
    return count


def _lasts_until(task: Task, day: date | None) -> bool:
    """Tell whether a task may be due that day: a series has none after its end."""
    return day is None or task.repeat_until is None or day <= task.repeat_until


@transaction.atomic
def undo_change_of_many(*, request_id: str, by: Any) -> int:
    """Take back what `by` changed with one request a little while ago, where nobody changed it again since."""
    entries = AuditEntry.objects.filter(
        actor=by,
        request_id=request_id,
        action="update",
        table_name=Task._meta.db_table,
        at__gte=timezone.now() - policy.UNDO_WINDOW,
    )
    changes = {int(key): change for key, change in entries.values_list("row_pk", "changes")}
    rows = policy.workable(by, Task.objects.visible_to(by)).filter(pk__in=changes)
    receivers = set(policy.assignable(by).values_list("pk", flat=True))
    return sum(
        _take_back(task, changes[task.pk])
        for task in _locked(rows)
        if _may_give_back(task, changes[task.pk].get("responsible_id"), by, receivers)
    )


def _may_give_back(task: Task, pair: list[Any] | None, by: Any, receivers: set[int]) -> bool:
    """Whether `by` may still give a task to whom it was before; what one took for oneself one lets go."""
    former = pair[0] if pair else None
    if pair is None or (former is None and task.responsible_id == by.pk):
        return True
    return bool(policy.may_give(by, task, None)) and (former is None or former in receivers)


def _take_back(task: Task, changes: dict[str, Any]) -> bool:
    former = {column: pair for column, pair in changes.items() if column in TAKEN_BACK}
    if not former or any(getattr(task, column) != _python(column, after) for column, (_, after) in former.items()):
        return False
    for column, (before, _after) in former.items():
        setattr(task, column, _python(column, before))
    if "state" in former:
        task.position, task.state_at = top_of(task.state), timezone.now()
    task.save()
    return True


def _python(column: str, value: Any) -> Any:
    """Return a value as the model holds it from how the trail keeps it."""
    field: Any = Task._meta.get_field(column.removesuffix("_id"))
    if field.is_relation:
        return value
    python = field.to_python(value)
    return "" if python is None and not field.null else python


def _locked(rows: QuerySet[Task]) -> list[Task]:
    """Return the rows, locked in the order of their keys as everybody does, as they are once they are."""
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def _differs(task: Task, values: dict[str, Any]) -> bool:
    return any(getattr(task, name) != value for name, value in values.items())


def _write(tasks: Iterable[Task], **values: Any) -> int:
    keys = [task.pk for task in tasks]
    return Task.objects.filter(pk__in=keys).update(**values, updated_at=timezone.now())
