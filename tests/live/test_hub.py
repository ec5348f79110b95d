"""The hub: every watcher's page becomes what a fresh load would show, with as little work as that takes."""

import asyncio
import json
import logging
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.models import User
from kafkasder import live
from kafkasder.live import watched
from kafkasder.live.pages import Fragment

from ..factories import make_user
from .bench import (
    Tab,
    assert_live_equals_fresh,
    digests_in,
    fragments_in,
    in_thread,
    person,
    rename,
    running_hub,
    tab_of,
    user_of,
)
from .panel import Weather

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_groups")]


# What is promised


@pytest.mark.parametrize("url", ["/people/", "/%70eople/?q=Zeynep", "/mine/", "/sometimes/", "/raw/"])
def test_live_equals_fresh(url: str) -> None:
    def change() -> None:
        rename("Zeynep")
        make_user(full_name="Zeynep de")

    assert_live_equals_fresh(make_user(full_name="Ayşe"), url, change)


def test_bulk_calls_are_live_too() -> None:
    assert_live_equals_fresh(make_user(), "/people/", lambda: User.objects.update(full_name="Hepsi"))


async def test_the_gap_between_load_and_watch_is_closed() -> None:
    client = await in_thread(person)
    before = (await in_thread(client.get, "/people/")).content.decode()
    await in_thread(rename, "Zeynep")
    async with running_hub(), tab_of(client) as tab:
        answer = await tab.watch("/people/", page=before)
        assert list(answer["parts"]) == ["rows"]  # the total is the same: it is not sent
        assert "Zeynep" in tab.shown[1]["rows"]


async def test_all_fragments_of_a_message_show_one_moment() -> None:
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        for _ in range(5):
            await in_thread(make_user)
            await tab.take()
            assert tab.shown[1]["rows"].count("<tr>") == int(tab.shown[1]["total"])


async def test_a_fragment_that_is_no_longer_there_is_emptied() -> None:
    client = await in_thread(person)
    await in_thread(lambda: [Group.objects.create(name=name) for name in "ab"])
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/vanishing/")
        assert tab.shown[1]["many"] == "many"
        await in_thread(lambda: Group.objects.get(name="a").delete())
        await tab.take()
        assert tab.shown[1] == {"many": "", "n": "1"}


# Economy


async def test_many_tabs_cost_one_render_and_the_same_bytes() -> None:
    clients = [await in_thread(person) for _ in range(3)]
    async with running_hub() as hub:
        tabs = [Tab(client) for client in clients for _ in range(5)]
        for tab in tabs:
            await tab.line.connect()
            await tab.watch("/people/")
        (page,) = hub.pages.values()
        renders = page.tally.renders
        await in_thread(rename, "Zeynep")
        messages = [await tab.take() for tab in tabs]
        assert page.tally.renders == renders + 1
        assert all(message == messages[0] for message in messages)
        for tab in tabs:
            await tab.leave()
        assert not hub.pages
        assert not hub.sockets
        assert not any(hub._readers.values())


async def test_a_burst_is_gathered() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        renders = page.tally.renders
        await in_thread(lambda: [rename(f"Zeynep {n}") for n in range(50)])
        await tab.take_until("rows", "Zeynep 49")
        await tab.settle(hub)
        assert page.tally.renders - renders < 25


async def test_what_a_page_did_not_read_or_show_sends_nothing() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        renders = page.tally.renders
        await in_thread(Group.objects.create)  # another table
        await in_thread(lambda: Permission.objects.earliest("pk").save())
        assert await tab.is_silent()
        assert page.tally.renders == renders
        await in_thread(lambda: User.objects.update(title="unseen"))  # the table, but nothing that shows
        assert await tab.is_silent()
        assert page.tally.renders == renders + 1
        assert page.tally.useless == 1


async def test_a_page_of_one_row_sleeps_through_changes_of_others() -> None:
    client = await in_thread(person)
    other = await in_thread(make_user)
    mine = await in_thread(lambda: user_of(client).pk)
    third = await in_thread(make_user)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch(f"/one/{other.pk}/")
        (page,) = hub.pages.values()
        renders = page.tally.renders
        await in_thread(rename, "Başka", third.pk)
        await in_thread(make_user)
        assert await tab.is_silent()
        assert page.tally.renders == renders
        await in_thread(rename, "O", other.pk)
        await tab.take_until("name", "O")
        assert mine


# Order and back-pressure


async def test_a_change_during_a_render_is_seen() -> None:
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/stormy/")
        Weather.slow = 0.2
        await in_thread(make_user)
        await asyncio.sleep(0.1)  # the snapshot of the render has begun
        await in_thread(make_user)
        await tab.take_until("total", "3")


async def test_a_change_during_the_first_render_is_seen() -> None:
    """The tables a page reads are not known yet."""
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        Weather.slow = 0.3
        watching = asyncio.create_task(tab.watch("/stormy/"))
        await asyncio.sleep(0.15)
        await in_thread(make_user)
        await watching
        await tab.take_until("total", "2")


async def test_without_an_ack_there_is_one_update_and_then_the_newest() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(rename, "Bir")
        await tab.take(ack=False)
        for name in ("İki", "Üç", "Dört"):
            await in_thread(rename, name)
        await tab.settle(hub)
        assert "Bir" in tab.shown[1]["rows"]
        await tab.send(op="ack", id=1)
        await tab.take()
        assert "Dört" in tab.shown[1]["rows"]
        assert await tab.is_silent()


async def test_a_tab_newer_than_the_page_is_never_set_back() -> None:
    """The message of the change was lost, and somebody loads the page and watches."""
    old, new = await in_thread(person), await in_thread(person)
    async with running_hub() as hub, tab_of(old) as first, tab_of(new) as second:
        await first.watch("/people/")
        (page,) = hub.pages.values()
        hub.hear_change = lambda change: None  # type: ignore[method-assign]
        await in_thread(rename, "Zeynep")
        fresh = (await in_thread(new.get, "/people/")).content.decode()
        answer = await second.watch("/people/", page=fresh)
        assert answer["op"] == "same"
        await first.take_until("rows", "Zeynep")
        assert page.digests == digests_in(fresh)


async def test_a_tab_that_joins_during_a_render_waits_for_the_next_one() -> None:
    """Its HTML is newer than the moment that the running render sees."""
    client = await in_thread(person)
    newer = Fragment.of("3")
    async with running_hub() as hub, tab_of(client) as first, tab_of(client) as second:
        await first.watch("/stormy/")
        Weather.slow = 0.4
        await in_thread(make_user)
        await asyncio.sleep(0.15)  # the render has begun
        hub.hear_change = lambda change: None  # type: ignore[method-assign]
        await in_thread(make_user)
        page = f'<div id="live-total" data-live="total" data-live-digest="{newer.digest}">{newer.html}</div>'
        assert (await second.watch("/stormy/", page=page))["op"] == "same"
        await first.take_until("total", "3")


async def test_a_tab_that_was_busy_for_long_is_sent_a_new_render(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have lost a right since the last one, and the message of that may be lost."""
    monkeypatch.setattr(watched, "FRESH", 0)
    client, other = await in_thread(person, "view_group"), await in_thread(person, "view_group")
    async with running_hub() as hub, tab_of(client) as busy, tab_of(other) as quick:
        await busy.watch("/powers/")
        await quick.watch("/powers/")
        await in_thread(lambda: Group.objects.create(name="a"))
        await busy.take(ack=False)
        await quick.take_until("powers", "secret of 1")
        await in_thread(lambda: Group.objects.create(name="b"))
        await quick.take_until("powers", "secret of 2")
        hub.hear_change = lambda change: None  # type: ignore[method-assign]
        await in_thread(lambda: user_of(client).user_permissions.clear())
        await busy.send(op="ack", id=1)
        await busy.take_until("powers", "nothing")
        assert "secret of 2" not in json.dumps(busy.heard)


async def test_a_tab_may_say_again_what_it_holds() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        page = (await in_thread(client.get, "/people/")).content.decode()
        assert (await tab.watch("/people/", page=page))["op"] == "same"
        assert (await tab.watch("/people/"))["op"] == "update"
        assert [len(page.watches) for page in hub.pages.values()] == [1]


async def test_pages_take_turns_and_a_slow_one_holds_up_no_other() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        Weather.slow = 0.2
        for number in range(6):
            await tab.send(op="watch", id=number, url=f"/stormy/?{number}", have={})
        await tab.send(op="watch", id=99, url="/people/", have={})
        answers = [(await tab.hear())["id"] for _ in range(7)]
        assert sorted(answers) == [0, 1, 2, 3, 4, 5, 99]
        assert Weather.most_at_once <= hub.settings.threads


# Healing and failing


async def test_a_lost_message_is_healed_by_the_quiet_check(settings: Any) -> None:
    settings.LIVE = {"quiet": 0.3}
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        hub.hear_change = lambda change: None  # type: ignore[method-assign]
        await in_thread(rename, "Zeynep")
        await tab.take_until("rows", "Zeynep")
        assert page.tally.healed == 1


async def test_a_failing_page_keeps_its_last_good_html_and_comes_back(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LIVE = {"retry_first": 0.1}
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/stormy/?q=Gizli")
        (page,) = hub.pages.values()
        Weather.fails = True
        with caplog.at_level(logging.ERROR, "kafkasder.live"):
            await in_thread(make_user)
            await asyncio.sleep(0.6)
        assert 2 <= page.tally.failures <= 4  # 0, 0.1, 0.3, 0.7 s
        assert await tab.hear() == {"op": "late", "id": 1}  # once: the lamp must not say that all is well
        assert await tab.is_silent()
        Weather.fails = False
        await tab.take_until("total", "2")
        assert "/stormy/" in caplog.text
        assert "Gizli" not in caplog.text


@pytest.mark.parametrize("url", ["/writing/", "/locking/"])
async def test_a_page_that_writes_is_an_error(url: str, caplog: pytest.LogCaptureFixture) -> None:
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        assert await tab.watch(url) == {"op": "late", "id": 1}
        assert "read-only transaction" in caplog.text
        assert not await in_thread(lambda: User.objects.exclude(title="").exists())


@pytest.mark.parametrize("url", ["/leaking/", "/leaking-softly/"])
async def test_a_shared_page_that_asks_for_the_person_is_an_error(url: str, caplog: pytest.LogCaptureFixture) -> None:
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        assert await tab.watch(url) == {"op": "late", "id": 1}
        assert "LeakError" in caplog.text


# Other promises


async def test_all_tabs_of_one_user_are_told() -> None:
    told, other = await in_thread(person), await in_thread(person)
    user_id = await in_thread(lambda: user_of(told).pk)
    async with running_hub(), tab_of(told) as one, tab_of(told) as two, tab_of(other) as three:
        await in_thread(live.tell_user, user_id, {"event": "preferences", "theme": "dark"})
        for tab in (one, two):
            assert await tab.hear() == {"op": "tell", "event": "preferences", "theme": "dark"}
        assert await three.is_silent()


async def test_a_transaction_that_is_rolled_back_is_silent() -> None:
    client = await in_thread(person)

    def change() -> None:
        with transaction.atomic():
            rename("Zeynep")
            transaction.set_rollback(True)

    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        renders = page.tally.renders
        await in_thread(change)
        assert await tab.is_silent()
        assert page.tally.renders == renders


def test_a_page_load_and_the_live_layer_render_the_same_fragments() -> None:
    client = person("view_group")
    for url in ("/people/", "/powers/", "/mine/"):
        loaded = fragments_in(client.get(url).content.decode())
        answer = client.get("/canli/parcalar/", {"url": url}).json()
        assert {name: part["html"] for name, part in answer.items()} == loaded


async def test_what_pages_have_cost_is_counted_also_when_nobody_watches_them_any_more() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(make_user)
        await tab.take()
        before = hub.totals
        assert (before.renders, before.updates, before.causes["watch"], before.causes["change"]) == (2, 2, 1, 1)
        assert before.bytes > 0
        await tab.send(op="drop", id=1)
        assert await tab.is_silent()
        assert not hub.pages
        assert hub.totals == before
