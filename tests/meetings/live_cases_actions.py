"""What changes the live pages of actions: work on their tasks."""

from accounts.models import User
from meetings.models import ActionItem
from tasks import services as tasks
from tasks.models import Task

from ..live.cases import Case, World
from .rows import make_action, make_meeting


def _staff(world: World) -> User:
    return next(user for user in world.viewers if user.groups.filter(name="staff").exists())


def _an_action(world: World) -> list[object]:
    """An action of a clerk's meeting, which is the volunteer's to do."""
    meeting = make_meeting(_staff(world), state="ongoing")
    return [make_action(meeting, responsible=world.volunteer).pk]


def _no_arguments(world: World) -> list[object]:
    _an_action(world)
    return []


def _work(world: World) -> None:
    for action in ActionItem.objects.order_by("pk"):
        tasks.change_state(task=action.task, target="in_progress", by=world.volunteer)
        Task.objects.filter(pk=action.task_id).update(due_on="2040-02-29")
        make_action(action.meeting, title="İkinci aksiyon")


CASES = {
    "meetings:action_list": Case(_work, _no_arguments),
    "meetings:action_detail": Case(_work, _an_action),
}
