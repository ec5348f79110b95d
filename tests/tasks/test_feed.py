"""The calendar feed: what it holds, for whom it is open, and that nothing tells its key."""

import logging
from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, SecurityEvent
from kafkasder.settings.limits import Limit
from kafkasder.settings.logs import KeyFilter
from tasks import services
from tasks.models import CalendarFeed, Task
from tasks.services.feeds import make_feed, revoke_feed

from ..factories import make_user
from .rows import make_task

pytestmark = pytest.mark.django_db


def address_of(key: str) -> str:
    return reverse("tasks:feed_file", args=[key])


def read(client: Client, key: str) -> dict[str, Any]:
    """Return the events of a feed by their titles, as a calendar reads them."""
    answer = client.get(address_of(key))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_it_holds_what_one_answers_for_or_follows(client: Client) -> None:
    me, boss = make_user("volunteer"), make_user("staff")
    make_task(boss, title="Günlük iş", responsible=me, due_on=date(2026, 12, 15), tags=["saha"])
    make_task(boss, title="Saatli\x0biş, “öğle”", responsible=me, due_on=date(2026, 7, 15), due_time=time(14, 30))
    followed = make_task(boss, title="Takip", due_on=date(2026, 12, 16))
    services.follow(task=followed, by=boss)
    make_task(boss, title="Günsüz", responsible=me)
    make_task(boss, title="Başkasının", responsible=boss, due_on=date(2026, 12, 15))
    done = make_task(boss, title="Bitti", responsible=me, due_on=date(2026, 12, 17), state="completed")
    make_task(
        boss, title="Vazgeçildi", responsible=me, due_on=date(2026, 12, 18), state="cancelled", state_reason="Yok"
    )
    mine = read(client, make_feed(by=me))
    assert mine.keys() == {"Günlük iş", "Saatli iş, “öğle”", "✓ Bitti", "Vazgeçildi"}
    assert "Takip" in read(client, make_feed(by=boss))
    day, hour = mine["Günlük iş"], mine["Saatli iş, “öğle”"]
    assert (day["dtstart"].dt, day["dtend"].dt) == (date(2026, 12, 15), date(2026, 12, 16))
    start = hour["dtstart"].dt
    assert start == datetime(2026, 7, 15, 14, 30, tzinfo=timezone.get_default_timezone())
    assert str(hour["dtstart"].params["TZID"]) == settings.TIME_ZONE
    assert hour["dtend"].dt - start == timedelta(minutes=30)
    assert mine["Vazgeçildi"]["status"] == "CANCELLED"
    assert day["url"].startswith("http://testserver/is/gorevler/")
    Task.objects.filter(pk=done.pk).update(state_at=timezone.now() - timedelta(days=31))
    assert "✓ Bitti" not in read(client, make_feed(by=me))


def test_an_event_stays_itself_and_counts_its_changes(client: Client) -> None:
    me = make_user("staff")
    task = make_task(me, title="Rapor", responsible=me, due_on=date(2040, 12, 15))
    key = make_feed(by=me)
    before = read(client, key)["Rapor"]
    etag = client.get(address_of(key))["ETag"]
    assert client.get(address_of(key), headers={"If-None-Match": etag}).status_code == 304
    Task.objects.filter(pk=task.pk).update(created_at=timezone.now() - timedelta(minutes=5))
    task.refresh_from_db()
    task.due_on = date(2040, 12, 20)
    services.save_task(task=task, by=me)
    after = read(client, key)["Rapor"]
    assert client.get(address_of(key), headers={"If-None-Match": etag}).status_code == 200
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert after["dtstart"].dt == date(2040, 12, 20)


def test_it_is_in_the_language_of_its_person_and_names_its_time_zone(client: Client) -> None:
    me = make_user("staff", language="en")
    make_task(me, responsible=me, due_on=date(2040, 12, 15), due_time=time(9), state="in_progress")
    content = client.get(address_of(make_feed(by=me))).content.decode()
    assert "In progress" in content
    assert f"BEGIN:VTIMEZONE\r\nTZID:{settings.TIME_ZONE}" in content


class TestWhoMayRead:
    def test_it_ends_with_the_person_the_verb_and_the_address(self, client: Client) -> None:
        me = make_user("volunteer")
        key = make_feed(by=me)
        assert client.get(address_of(key)).status_code == 200
        me.groups.clear()
        assert client.get(address_of(key)).status_code == 404
        me = make_user("volunteer")
        former, key = make_feed(by=me), make_feed(by=me)
        assert client.get(address_of(former)).status_code == 404
        assert client.get(address_of(key)).status_code == 200
        type(me).objects.filter(pk=me.pk).update(is_active=False)
        assert client.get(address_of(key)).status_code == 404
        type(me).objects.filter(pk=me.pk).update(is_active=True)
        assert revoke_feed(by=me)
        assert client.get(address_of(key)).status_code == 404

    def test_whoever_guesses_has_to_wait(self, client: Client) -> None:
        with override_settings(LIMITS=settings.LIMITS | {"stranger": Limit(2, 60), "feed": Limit(3, 60)}):
            guesses = [client.get(address_of("a" * 64)).status_code for _ in range(3)]
            key = make_feed(by=make_user("staff"))
            looks = [client.get(address_of(key)).status_code for _ in range(4)]
        assert guesses == [404, 404, 429]
        assert looks == [200, 200, 200, 429]


class TestItsKey:
    def test_it_is_shown_once_and_kept_nowhere(self, client: Client) -> None:
        me = make_user("staff")
        client.force_login(me)
        session = client.session
        session["identity_proved_at"] = timezone.now().timestamp()
        session.save()
        address = client.post(reverse("tasks:feed_make")).context["address"]
        key = address.rpartition("/")[2].removesuffix(".ics")
        assert len(bytes.fromhex(key)) == 32
        assert key not in client.get(reverse("tasks:feed")).content.decode()
        assert CalendarFeed.objects.get().digest not in (key, "")
        told = f"{list(AuditEntry.objects.values())}{list(SecurityEvent.objects.values())}"
        assert "Takvim adresi oluşturuldu" in told
        assert key not in told
        assert CalendarFeed.objects.get().digest not in told
        client.post(reverse("tasks:feed_revoke"))
        assert "Takvim adresi kapatıldı" in f"{list(SecurityEvent.objects.values())}"

    def test_no_line_of_the_log_holds_it(self, client: Client, caplog: pytest.LogCaptureFixture) -> None:
        key = make_feed(by=make_user("staff"))
        caplog.handler.addFilter(KeyFilter())
        with override_settings(LIMITS=settings.LIMITS | {"feed": Limit(1, 60)}), caplog.at_level(logging.DEBUG):
            for asked in (key, key, key[:-1] + "x"):
                client.get(address_of(asked))
        assert "/takvim/" in caplog.text
        assert key[:-1] not in caplog.text
