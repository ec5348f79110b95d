"""The order of a column, and two people who move at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tasks import services
from tasks.models import Task

from .rows import make_task


def column(state: str = "pending") -> list[str]:
    return list(Task.objects.filter(state=state).in_board_order().values_list("title", flat=True))


@pytest.mark.django_db
def test_a_move_puts_a_card_below_another_or_on_top(make_user):
    staff = make_user("staff")
    c, b, a = (make_task(by=staff, title=name * 3) for name in "cba")
    assert column() == ["aaa", "bbb", "ccc"]
    services.move(task=a, state="pending", after=b, by=staff)
    assert column() == ["bbb", "aaa", "ccc"]
    services.move(task=c, state="pending", by=staff)
    assert column() == ["ccc", "bbb", "aaa"]
    services.move(task=b, state="in_progress", by=staff)
    services.move(task=a, state="in_progress", after=b, by=staff)
    assert (column(), column("in_progress")) == (["ccc"], ["bbb", "aaa"])
    with pytest.raises(ValidationError):
        services.move(task=c, state="pending", after=a, by=staff)
    with pytest.raises(ValidationError):
        services.move(task=c, state="cancelled", by=staff)


@pytest.mark.django_db
def test_a_column_without_gaps_is_numbered_anew(make_user):
    staff = make_user("staff")
    c, b, a = (make_task(by=staff, title=name * 3) for name in "cba")
    Task.objects.update(position=7)
    services.move(task=a, state="pending", after=b, by=staff)
    assert column() == ["ccc", "bbb", "aaa"]
    for task in (c, a, b) * 7:
        services.move(task=task, state="pending", after=Task.objects.in_board_order().exclude(pk=task.pk)[0], by=staff)
    assert column() == ["aaa", "bbb", "ccc"]


@pytest.mark.django_db(transaction=True)
def test_moves_at_once_end_in_one_order(make_user):
    staff = make_user("staff")
    tasks = [make_task(by=staff, title=f"Kart {number}") for number in range(6)]
    Task.objects.update(position=0)  # no gap is left: each move has to number the column
    start = Barrier(len(tasks))

    def move(task: Task) -> None:
        start.wait(10)
        services.move(task=task, state="pending", after=tasks[(tasks.index(task) + 1) % 6], by=staff)
        connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        list(pool.map(move, tasks))
    places = list(Task.objects.values_list("position", flat=True))
    assert len(set(places)) == len(places)
