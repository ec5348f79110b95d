"""Actions: opened in a meeting, each with its task, and brought forward from either side."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock
from tasks import services as tasks
from tasks.models import Task
from tasks.states import TaskState

from .. import policy
from ..models import ActionItem, AgendaItem, Decision, Meeting
from ..states import ACTION_STATES, TASK_STATE_OF
from .telling import tell_ready

REFERENCE = "action"


@transaction.atomic
def open_action(
    *,
    meeting: Meeting,
    title: str,
    by: Any,
    description: str = "",
    responsible: Any = None,
    due_on: date | None = None,
    decision: Decision | None = None,
    agenda_item: AgendaItem | None = None,
) -> ActionItem:
    """Open what a meeting wants done, of a decision or of a point of its agenda; its task points back at it."""
    meeting = lock(meeting, by)
    policy.can_write(by, meeting).require()
    if any(each is not None and each.meeting_id != meeting.pk for each in (decision, agenda_item)):
        raise ValidationError(_("Karar ya da madde başka bir toplantının."), code="foreign_row")
    task = tasks.create_task(
        task=Task(title=title, description=description, responsible=responsible, due_on=due_on), by=by
    )
    action = ActionItem.objects.create(
        meeting=meeting, decision=decision, agenda_item=agenda_item, task=task, title=title, created_by=by
    )
    action.task = tasks.link_record(task=task, pointer=(REFERENCE, action.pk), by=by)
    return action


@transaction.atomic
def change_action_state(*, action: ActionItem, target: str, by: Any, reason: str = "") -> ActionItem:
    """Bring the task of an action into the state that means `target`; all that a task's change does happens too."""
    action = lock(action, by)
    action.task = lock(action.task, by)
    ACTION_STATES.require(action.state, target, reason)
    action.task = tasks.change_state(task=action.task, target=TASK_STATE_OF[target], by=by, reason=reason)
    return action


def heed_task(task: Task, former: str, by: Any) -> None:
    """Tell those who manage meetings that an action is ready, from whichever side that was said."""
    if task.state != TaskState.COMPLETED or former == TaskState.COMPLETED:
        return
    action = ActionItem.objects.filter(task=task).select_related("meeting").first()
    if action is not None:
        tell_ready(action, by)
