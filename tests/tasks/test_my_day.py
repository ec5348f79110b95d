"""Each task under the one heading of the day to which it belongs, and the days of the calendar."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kafkasder.core.days import today
from tasks.entries import Entry
from tasks.models import Task
from tasks.my_day import parts_of

from ..factories import make_user
from .rows import make_task

pytestmark = pytest.mark.django_db


def headings(person: Any) -> dict[str, list[str]]:
    return {part.key: [task.title for task in part.tasks] for part in parts_of(person) if part.tasks}


def test_every_task_has_one_heading(settings: Any) -> None:
    me, boss = make_user("staff"), make_user("staff")
    yesterday, now = today() - timedelta(days=1), today()
    make_task(boss, title="Geçmiş", responsible=me, due_on=yesterday)
    make_task(boss, title="Bugünkü", responsible=me, due_on=now)
    make_task(boss, title="Taze", responsible=me)
    make_task(boss, title="Bekleyen", responsible=me, state="waiting", due_on=now)
    make_task(me, title="Verdiğim", responsible=boss)
    make_task(me, title="Gelecek", responsible=me, due_on=now + timedelta(days=9))
    make_task(me, title="Bitti", state="completed")
    make_task(boss, title="Onun bitirdiği", responsible=me, state="completed")
    old = make_task(me, title="Dün bitti", state="completed")
    Task.objects.filter(pk=old.pk).update(completed_at=timezone.now() - timedelta(days=1))
    assert headings(me) == {
        "late": ["Geçmiş"],
        "today": ["Bugünkü"],
        "new": ["Taze"],
        "later": ["Gelecek"],
        "waiting": ["Bekleyen", "Verdiğim"],
        "done": ["Bitti"],
    }
    Task.objects.filter(title="Taze").update(read_at=timezone.now())
    assert headings(me)["later"] == ["Gelecek", "Taze"]


def calendar(client: Client, query: str) -> dict[str, list[Entry]]:
    weeks = client.get(f"/is/takvim/{query}").context["weeks"]
    return {day.day.isoformat(): day.entries for week in weeks for day in week if day.entries}


def test_the_calendar_shows_what_is_due_and_faintly_what_will_come(client: Client) -> None:
    me = make_user("staff")
    client.force_login(me)
    make_task(me, title="Her hafta", responsible=me, due_on=date(2040, 11, 3), repeat="FREQ=WEEKLY")
    make_task(make_user("staff"), title="Onunki", due_on=date(2040, 11, 30), due_time=time(9))
    make_task(me, title="İptal", due_on=date(2040, 11, 30), state="cancelled", state_reason="Gerek kalmadı")
    november = calendar(client, "?month=2040-11")
    faint = {day: entries[0].faint for day, entries in november.items()}
    assert faint == {
        "2040-11-03": False,
        "2040-11-10": True,
        "2040-11-17": True,
        "2040-11-24": True,
        "2040-11-30": False,
        "2040-12-01": True,  # the month's last week is whole
    }
    assert list(calendar(client, "?week=2040-11-30")) == ["2040-11-30", "2040-12-01"]
    assert "2040-11-30" not in calendar(client, "?month=2040-11&mine=1")
    assert calendar(client, "?month=2042-11") == {}, "nobody waits while all days until a far year are counted"


@pytest.mark.parametrize("query", ["?month=2026-13", "?week=0001-01-01", "?month=9999-12", "?week=x&mine=2"])
def test_what_makes_no_sense_means_today(client: Client, query: str) -> None:
    client.force_login(make_user("staff"))
    spread = client.get(f"/is/takvim/{query}").context["spread"]
    assert (spread.anchor, spread.is_week) == (today(), False)


def test_months_lead_to_their_neighbours(client: Client) -> None:
    client.force_login(make_user("staff"))
    spread = client.get("/is/takvim/?month=2026-01&mine=1").context["spread"]
    assert (spread.previous.query, spread.next.query) == ("?month=2025-12&mine=1", "?month=2026-02&mine=1")
    assert spread.week.query == "?week=2025-12-29&mine=1"
