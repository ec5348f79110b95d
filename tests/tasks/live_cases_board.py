"""What changes the board, the day, the calendar and the page of its feed; `live_cases` holds them with the others."""

from kafkasder.core.days import today
from tasks import services
from tasks.models import Task
from tasks.services.feeds import make_feed

from ..live.cases import Case, World
from .rows import make_comment, make_step, make_task


def _tasks(world: World) -> list[object]:
    """Tasks of everybody who may have some, due today."""
    for viewer in world.viewers:
        if viewer.has_perm("tasks.add_task"):
            make_step(make_task(viewer, responsible=viewer, due_on=today(), repeat="FREQ=WEEKLY"))
    return []


def _go_on(world: World) -> None:
    """Each task goes on in what a card shows, one is done, and one comes."""
    for task in Task.objects.order_by("pk"):
        services.move(task=task, state="in_progress", by=task.created_by)
        services.tick_step(step=task.steps.get(), done=True, by=task.created_by)
        make_comment(task)
    services.change_state(task=task, target="completed", by=task.created_by)
    Task.objects.filter(state="in_progress").update(title="Odun dağıtımı")
    make_task(world.volunteer, title="Evi ziyaret et", responsible=world.volunteer, due_on=today())


def _make_feeds(world: World) -> None:
    for viewer in world.viewers:
        if viewer.has_perm("tasks.view_tasks"):
            make_feed(by=viewer)


CASES = {
    "tasks:board": Case(_go_on, _tasks),
    "tasks:my_day": Case(_go_on, _tasks),
    "tasks:calendar": Case(_go_on, _tasks),
    "tasks:feed": Case(_make_feeds),
}
