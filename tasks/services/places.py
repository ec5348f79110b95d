"""Places in a column of the board: numbers with gaps between them, so that a move writes one row."""

from typing import Any

from django.db import connection
from django.db.models import Min

from kafkasder.core.locks import lock_named

from ..models import Task

GAP = 1_000_000


def top_of(state: str) -> int:
    """Return a place above all tasks of a column. Two tasks that get the same one at once stand by their age."""
    highest = Task.objects.filter(state=state).aggregate(highest=Min("position"))["highest"]
    return int(highest) - GAP if highest is not None else 0


def lock_column(state: str) -> None:
    """Wait for whoever moves tasks within this column, and hold it until the transaction ends."""
    lock_named(f"tasks.board.{state}")


def place_below(task: Task, moving: Task) -> int:
    """Return a place right below `task` in its column, which is locked; make room if there is none."""
    if (place := _between(task, moving)) is None:
        _spread(task.state)
        task.refresh_from_db(fields=["position"])
        place = _between(task, moving)
    assert place is not None, "a column that was spread has room everywhere"
    return place


def _between(task: Task, moving: Task) -> int | None:
    """Return a place between `task` and the next one; None if there is none left, or if two share a place."""
    column: Any = Task.objects.filter(state=task.state).exclude(pk=moving.pk)
    if column.filter(position=task.position).count() > 1:
        return None
    after = column.filter(position__gt=task.position).order_by("position").values_list("position", flat=True).first()
    if after is None:
        return task.position + GAP
    middle = (task.position + int(after)) // 2
    return middle if middle > task.position else None


def _spread(state: str) -> None:
    """Number a column anew, in the order in which it stands."""
    list(Task.objects.filter(state=state).order_by("pk").select_for_update().values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tasks_task SET position = place * %s FROM "
            "(SELECT id, row_number() OVER (ORDER BY position, id) AS place FROM tasks_task WHERE state = %s) placed "
            "WHERE placed.id = tasks_task.id",
            [GAP, state],
        )
