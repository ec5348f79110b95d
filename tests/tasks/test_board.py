"""The board: what it shows at which cost, and what a dropped card is answered."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks import boards
from tasks.models import Task

from ..factories import make_user
from .rows import make_comment, make_step, make_task

pytestmark = pytest.mark.django_db

BOARD = "/is/gorevler/pano/"


@pytest.fixture
def staff(client: Client) -> Any:
    user = make_user("staff")
    client.force_login(user)
    return user


def columns(client: Client, address: str = BOARD) -> dict[str, list[str]]:
    shown = client.get(address).context["columns"]
    return {column.state: [task.title for task in column.cards] for column in shown if column.cards}


def drop(client: Client, task: Task, state: str, after: Task | None = None) -> Any:
    data = {"state": state, "after": str(after.pk) if after else ""}
    return client.post(reverse("tasks:board_move", args=[task.pk]), data, headers={"Accept": "application/json"})


def place(client: Client, task: Task, **data: str) -> Any:
    return client.post(reverse("tasks:board_move", args=[task.pk]), {"state": task.state, "place": "top", **data})


def order() -> list[str]:
    return [task.title for task in Task.objects.in_board_order()]


@pytest.mark.parametrize("address", [BOARD, "/is/gunum/", "/is/takvim/?month=2026-11"])
def test_three_tasks_cost_as_many_queries_as_one(client: Client, staff: Any, address: str) -> None:
    def add() -> None:
        other = make_user("volunteer")
        for state, who in (("pending", staff), ("waiting", other), ("completed", staff)):
            task = make_task(staff, state=state, responsible=who, due_on=date(2026, 11, 26), repeat="FREQ=WEEKLY")
            make_step(make_task(staff, responsible=other))
            if state != "completed":
                make_comment(task)

    add()
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(one) == len(three) <= 16


def test_many_cards_come_in_steps(client: Client, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open ones in their order, closed ones the latest first."""
    monkeypatch.setattr(boards, "SHOWN", 2)
    monkeypatch.setattr(boards, "SHOWN_CLOSED", 1)
    for number in range(5):
        make_task(staff, title=f"Görev {number}")
    for number in range(2):
        make_task(staff, title=f"Bitti {number}", state="completed")
    assert columns(client) == {"pending": ["Görev 4", "Görev 3"], "completed": ["Bitti 1"]}
    (pending, *_others) = client.get(BOARD).context["columns"]
    assert (pending.total, pending.left) == (5, 3)
    assert columns(client, pending.more_url)["pending"] == ["Görev 4", "Görev 3", "Görev 2", "Görev 1"]


def test_the_address_says_what_is_shown(client: Client, staff: Any) -> None:
    make_task(staff, title="Benimki", responsible=staff, priority="urgent")
    make_task(staff, title="Onunki", responsible=make_user("volunteer"), category="Saha")
    mine = client.get(f"{BOARD}?responsible=me")
    assert columns(client, mine.url) == {"pending": ["Benimki"]}
    assert columns(client, f"{BOARD}?category=saha") == {"pending": ["Onunki"]}
    assert columns(client, f"{BOARD}?priority=urgent&q=ben") == {"pending": ["Benimki"]}


def test_a_card_comes_to_stand_where_it_was_dropped(client: Client, staff: Any) -> None:
    third, second, first = (make_task(staff, title=title) for title in ("Üçüncü", "İkinci", "Birinci"))
    assert drop(client, first, "pending", second).json() == {}
    assert order() == ["İkinci", "Birinci", "Üçüncü"]
    assert drop(client, third, "in_progress").status_code == 200
    assert Task.objects.get(pk=third.pk).state == "in_progress"


def test_a_card_that_may_not_go_there_is_told_why(client: Client, staff: Any) -> None:
    task, done = make_task(staff), make_task(staff, state="completed")
    assert drop(client, done, "waiting").json() == {"said": "Bu durumdan o duruma geçilemez."}
    assert drop(client, task, "nowhere").status_code == 422
    assert drop(client, task, "cancelled").json() == {"ask": f"/is/gorevler/{task.pk}/tasi/?state=cancelled"}
    assert "Sıra bu arada değişti" in drop(client, task, "pending", done).json()["said"]
    client.force_login(other := make_user("accounting"))
    task.followers.add(other)
    assert drop(client, task, "in_progress").json() == {"said": "Bu görev sizin değil."}
    assert Task.objects.get(pk=task.pk).state == "pending"


def test_the_small_page_moves_step_by_step(client: Client, staff: Any) -> None:
    titles = ["Birinci", "İkinci", "Üçüncü", "Dördüncü"]
    tasks = {title: make_task(staff, title=title) for title in reversed(titles)}

    def moved(title: str, where: str) -> list[str]:
        assert place(client, Task.objects.get(pk=tasks[title].pk), place=where).status_code == 302
        return order()

    assert moved("Üçüncü", "up") == ["Birinci", "Üçüncü", "İkinci", "Dördüncü"]
    assert moved("Birinci", "down") == ["Üçüncü", "Birinci", "İkinci", "Dördüncü"]
    assert moved("Birinci", "up") == ["Birinci", "Üçüncü", "İkinci", "Dördüncü"]
    assert moved("Birinci", "up") == ["Birinci", "Üçüncü", "İkinci", "Dördüncü"]
    assert moved("Dördüncü", "down") == ["Birinci", "Üçüncü", "İkinci", "Dördüncü"]
    assert moved("Birinci", "bottom") == ["Üçüncü", "İkinci", "Dördüncü", "Birinci"]
    assert moved("Dördüncü", "top") == ["Dördüncü", "Üçüncü", "İkinci", "Birinci"]
    assert place(client, tasks["Birinci"], state="cancelled").status_code == 422  # for want of a reason
