"""The board: a column for each state, with the cards in the order in which people have put them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Listing

from .lists import TASKS
from .models import Comment, Task
from .states import CLOSED, TASK_STATES, TaskState

SHOWN = 30  # cards of a column that is worked on, and as many again for each "more"
SHOWN_CLOSED = 20
_MOST_STEPS = 20

BOARD = replace(
    TASKS,
    key="task-board",
    label=_("Pano"),
    filters=[each for each in TASKS.filters if each.key != "state"],
    export_url="",
    bulk=(),
)


@dataclass(frozen=True)
class BoardColumn:
    """The cards of one state as one viewer sees them; `targets` are the states to which they may go from here."""

    state: TaskState
    cards: Sequence[Task]
    total: int
    more_url: str
    targets: str

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def left(self) -> int:
        """How many more there are."""
        return self.total - len(self.cards)


def columns_of(listing: Listing, more: Iterable[str]) -> list[BoardColumn]:
    """Return the columns of what a listing asks for; `more` names a state once for each step beyond the first cards."""
    wanted = [state for state in more if state in TaskState.values]
    totals = dict(listing.matching.values_list("state").annotate(Count("pk")))
    return [_column(listing, state, totals.get(state, 0), wanted) for state in TaskState]


def _column(listing: Listing, state: TaskState, total: int, more: list[str]) -> BoardColumn:
    steps = min(Counter(more)[state], _MOST_STEPS)
    most = (SHOWN_CLOSED if state in CLOSED else SHOWN) * (steps + 1)
    cards = list(with_marks(_in_order(listing.matching, state))[:most])
    targets = " ".join(each.target for each in TASK_STATES.from_state(state))
    return BoardColumn(state, cards, total, listing.state.url(more=[*more, state]), targets)


def _in_order(tasks: Any, state: str) -> Any:
    """What is done with stands by its end, the latest first: nobody sorts it by hand."""
    tasks = tasks.filter(state=state)
    return tasks.order_by("-state_at", "-pk") if state in CLOSED else tasks.in_board_order()


def with_marks(tasks: Any) -> Any:
    """Add what a card tells: who answers for it, its steps and how many have written something."""
    comments: QuerySet[Any] = Comment.objects.standing().filter(task=OuterRef("pk")).order_by().values("task")
    said = Coalesce(Subquery(comments.annotate(count=Count("pk")).values("count")), 0)
    return tasks.select_related("responsible").with_progress().annotate(said=said)


def neighbour(task: Task, state: str, place: str, viewer: Any) -> Task | None:
    """Return the task below which `task` comes to stand at a `place` of a column; None for its top."""
    column = Task.objects.visible_to(viewer).filter(state=state).exclude(pk=task.pk).in_board_order()
    if place == "bottom":
        return column.last()
    if task.state != state or place == "top":
        return None
    above = [each for each in column if (each.position, each.pk) < (task.position, task.pk)]
    if place == "up":
        return above[-2] if len(above) > 1 else None
    below = [each for each in column if each not in above]
    return below[0] if below else (above[-1] if above else None)
