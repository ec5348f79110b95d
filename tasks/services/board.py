"""Moving a task on the board."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock
from kafkasder.core.states import IllegalTransition

from .. import policy
from ..models import Task
from ..states import TASK_STATES, TaskState
from .places import lock_column, make_room, place_below, top_of
from .states import enter_state
from .telling import tell_state


@transaction.atomic
def move(*, task: Task, state: str, by: Any, after: Task | None = None, reason: str = "") -> Task:
    """Put a task into the column of `state`, right below `after` or at its top.

    Into another column it goes by the machine's table. Who moves at once waits, so that all end in one order.
    Raise ValidationError if `after` is no longer in that column.
    """
    if state not in TaskState.values:
        raise IllegalTransition(_("Böyle bir sütun yok."), code="illegal_transition")
    lock_column(state)
    if after is not None:
        make_room(after, task, state)
    task = lock(task, by)
    policy.can_work(by, task).require()
    if task.state != state:
        TASK_STATES.require(task.state, state, reason)
    position = _place(task, state, after, by)
    if task.state != state:
        enter_state(task, state, by=by, reason=reason, position=position)
        tell_state(task, by)
    elif task.position != position:
        task.position = position
        task.save(update_fields=["position", "updated_at"])
    return task


def _place(task: Task, state: str, after: Task | None, by: Any) -> int:
    if after is None:
        return _highest(task, state)
    above = Task.objects.visible_to(by).filter(pk=after.pk, state=state).exclude(pk=task.pk).first()
    place = place_below(above, task) if above else None
    if place is None:
        raise ValidationError(_("Sıra bu arada değişti; kart yerinde bırakıldı."), code="moved_meanwhile")
    return place


def _highest(task: Task, state: str) -> int:
    """The top of the column; a task that is there already stays."""
    first = Task.objects.filter(state=state).in_board_order().first()
    return task.position if first is not None and first.pk == task.pk else top_of(state)
