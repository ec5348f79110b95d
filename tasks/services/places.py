"""Places in a column of the board: numbers with gaps between them, so that a move writes one row."""

from typing import Any

from django.db import connection
from django.db.models import Min, Q

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


def make_room(task: Task, moving: Task, state: str) -> None:
    """See to it that there is a place below `task` in a column, which is locked, before `moving` is locked.

    It locks many rows, and in the order of their keys as everybody does: whoever held one already could wait for
    somebody who waits for that.
    """
    above = Task.objects.filter(pk=task.pk, state=state).first()
    if above is not None and place_below(above, moving) is None:
        _spread(state, moving)


def place_below(task: Task, moving: Task) -> int | None:
    """Return a place between `task` and the next one; None if there is none left, or if two share a place."""
    column: Any = Task.objects.filter(state=task.state).exclude(pk=moving.pk)
    if column.filter(position=task.position).count() > 1:
        return None
    after = column.filter(position__gt=task.position).order_by("position").values_list("position", flat=True).first()
    if after is None:
        return task.position + GAP
    middle = (task.position + int(after)) // 2
    return middle if middle > task.position else None


def _spread(state: str, moving: Task) -> None:
    """Number a column anew, in the order in which it stands; lock what is to come into it along.

    What has come into the column since its rows were locked keeps its place, which is above them.
    """
    rows = Task.objects.filter(Q(state=state) | Q(pk=moving.pk)).order_by("pk")
    locked = list(rows.select_for_update().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tasks_task SET position = place * %s FROM "
            "(SELECT id, row_number() OVER (ORDER BY position, id) AS place FROM tasks_task "
            "WHERE state = %s AND id = ANY(%s)) placed WHERE placed.id = tasks_task.id",
            [GAP, state, locked],
        )
