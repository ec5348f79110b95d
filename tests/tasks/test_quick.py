"""Adding a task by one line: what is understood is shown before it is saved, and nobody gets a task by mistake."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tasks.models import Task
from tasks.quick import draft_of

from ..factories import make_user
from .rows import make_task

pytestmark = pytest.mark.django_db

LINE = "Ayşe'yi ara yarın 14:00 !acil #saha @fatma"


@pytest.fixture
def staff(client: Client) -> Any:
    user = make_user("staff")
    client.force_login(user)
    return user


def add(client: Client, line: str, **data: str) -> Any:
    return client.post(reverse("tasks:quick_add"), {"line": line, **data})


def test_without_a_script_the_next_page_shows_what_was_understood(client: Client, staff: Any) -> None:
    fatma = make_user("volunteer", full_name="Fatma Işık")
    asked = add(client, LINE)
    assert asked.status_code == 200
    assert "14:00" in asked.content.decode()
    assert not Task.objects.exists()
    assert add(client, LINE, seen=LINE, next="/is/gorevler/pano/").url == "/is/gorevler/pano/"
    task = Task.objects.get()
    assert (task.title, task.priority, task.tags, task.responsible) == ("Ayşe'yi ara", "urgent", ["saha"], fatma)
    assert task.due_time


def test_a_mere_title_is_saved_at_once_for_oneself(client: Client, staff: Any) -> None:
    assert add(client, "Depoyu say", next="https://example.org/").url == reverse("tasks:my_day")
    assert Task.objects.get().responsible == staff


@pytest.mark.parametrize(
    ("line", "said"), {"Ara @zeynep": "biri yok", "Ara @işık": "birden çok", "ab": "en az 3"}.items()
)
def test_what_is_refused_stays_in_the_field(client: Client, staff: Any, line: str, said: str) -> None:
    for name in ("Fatma Işık", "Ali Işık"):
        make_user("staff", full_name=name)
    answer = add(client, line, seen=line)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{line}"' in answer.content.decode()
    assert not Task.objects.exists()


def test_whoever_assigns_nothing_finds_but_themselves() -> None:
    volunteer = make_user("volunteer", full_name="Fatma Işık")
    make_user("staff", full_name="Ali Demir")
    assert draft_of("Ara @fatma.ışık", volunteer).responsible == volunteer
    assert draft_of("Ara @ben", volunteer).responsible == volunteer
    assert draft_of("Ara @ali", volunteer).problem


def test_one_click_completes_and_one_takes_it_back(client: Client, staff: Any) -> None:
    task = make_task(staff, responsible=staff, state="waiting")
    board = reverse("tasks:board")
    done = client.post(reverse("tasks:quick_done", args=[task.pk]), {"next": board}, follow=True)
    (toast,) = done.context["frame"].toasts
    assert Task.objects.get().state == "completed"
    late = client.post(reverse("tasks:quick_done", args=[task.pk]), {"next": board}, follow=True)
    (told,) = late.context["frame"].toasts
    assert not told.undo_url, "whoever was slower is told, and offered nothing to take back"
    assert client.post(toast.undo_url).url == board
    assert Task.objects.get().state == "in_progress"
    assert client.post(toast.undo_url).status_code == 404  # once
