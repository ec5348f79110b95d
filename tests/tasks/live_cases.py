"""What changes the live pages of tasks."""

from accounts.models import User
from tasks import services
from tasks.models import Task

from ..live.cases import OUTLINE, Case, World
from .live_cases_board import CASES as BOARD_CASES
from .rows import make_comment, make_file, make_step, make_task


def _staff(world: World) -> User:
    return next(user for user in world.viewers if user.groups.filter(name="staff").exists())


def _a_task(world: World) -> list[object]:
    """A task of a clerk, for which the volunteer answers and that stands on the household's page."""
    task = make_task(
        by=_staff(world), responsible=world.volunteer, reference_kind="household", reference_pk=world.household.pk
    )
    make_step(task)
    return [task.pk]


def _work(world: World) -> None:
    """A task comes, and those that are there go on in everything that their pages show."""
    for task in Task.objects.order_by("pk"):
        services.change_state(task=task, target="in_progress", by=world.volunteer)
        services.tick_step(step=task.steps.get(), done=True, by=world.volunteer)
        make_comment(task)
        make_file(task)
        services.follow(task=task, by=world.volunteer)
        Task.objects.filter(pk=task.pk).update(title="Odun dağıtımı", due_on="2040-02-29")
    make_task(by=world.volunteer, title="Evi ziyaret et")


CASES = BOARD_CASES | {
    "tasks:task_list": Case(_work),
    "tasks:task_detail": Case(_work, _a_task),
    "tasks:task_news": Case(_work, lambda world: [*_a_task(world), OUTLINE]),
}
