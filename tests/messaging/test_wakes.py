"""Whose pages a message wakes: those of the people of its thread, and nobody else's."""

import asyncio
import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from kafkasder.live.hub import Hub
from kafkasder.live.readset import read_set
from kafkasder.live.topics import Topics
from messaging import services
from messaging.models import Thread, ThreadMember
from messaging.shown import NAMED

from ..donations.rows import make_donor
from ..factories import make_household, make_person, make_user
from ..live.bench import assert_live_equals_fresh, heard_while, in_thread, running_hub, signed_in, tab_of
from ..tasks.rows import make_task
from .rows import make_direct, make_group, make_message

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """Somebody with a group and a thread of two; others with threads of their own, of all kinds."""

    def __init__(self) -> None:
        self.me, self.friend, self.other, self.third = (make_user("admin") for _ in range(4))
        self.mine = make_group(self.me, self.friend, title="Bizim")
        make_message(self.mine, "Merhaba", self.friend)
        make_message(make_direct(self.me, self.friend), "Merhaba", self.friend)
        self.theirs = make_group(self.other, self.third, title="Onların")
        self.old = make_message(self.theirs, "Merhaba", self.other)
        make_message(self.theirs, "Merhaba", self.third)
        self.household, self.far = make_household(head={}), make_household()
        self.about_far = services.open_record(kind="household", pk=self.far.pk, by=self.other)


@pytest.fixture
def world() -> World:
    return World()


PAGES: dict[str, Callable[[World], str]] = {
    "counter": lambda w: "/mesajlar/sayac/",
    "list part": lambda w: "/mesajlar/liste/",
    "list": lambda w: "/mesajlar/",
    "archive": lambda w: "/mesajlar/?durum=arsiv",
    "thread": lambda w: f"/mesajlar/{w.mine.pk}/",
    "stream": lambda w: f"/mesajlar/{w.mine.pk}/akis/",
    "older": lambda w: f"/mesajlar/{w.mine.pk}/eski/3/",
    "members": lambda w: f"/mesajlar/{w.mine.pk}/uyeler/",
}
ELSEWHERE: dict[str, Callable[[World], Any]] = {
    "said": lambda w: make_message(w.theirs, "Koliler hazır", w.other),
    "corrected": lambda w: services.edit_message(message=w.old, text="Selam", by=w.other),
    "deleted": lambda w: services.delete_message(message=w.old, by=w.other),
    "read": lambda w: services.mark_read(thread=w.theirs, number=3, by=w.other),
    "drafted": lambda w: services.keep_draft(
        thread=w.theirs, text="Yarım", written_at=timezone.now(), base=None, by=w.other
    ),
    "named": lambda w: services.rename_thread(thread=w.theirs, title="Yeni", by=w.other),
    "left": lambda w: services.leave(thread=w.theirs, by=w.third),
    "pinned": lambda w: services.pin(thread=w.theirs, on=True, by=w.other),
    "opened": lambda w: make_message(make_direct(w.other, w.third), "Merhaba", w.third),
    "about a record": lambda w: make_message(w.about_far, "Kira", w.other),
}


def read_by(user: Any, url: str) -> Topics:
    client = signed_in(user)
    with read_set() as topics:
        assert client.get(url).status_code == 200
    return topics


@pytest.mark.parametrize("page", PAGES)
def test_what_happens_in_threads_of_others_wakes_nothing(page: str, world: World) -> None:
    read = read_by(world.me, PAGES[page](world))
    woken = [name for name, act in ELSEWHERE.items() if heard_while(lambda act=act: act(world)).touches(read)]
    assert woken == []


@pytest.mark.parametrize("page", PAGES)
def test_what_is_said_in_ones_own_thread_wakes_the_page(page: str, world: World) -> None:
    """Else nothing would be proved by the test before."""
    read = read_by(world.me, PAGES[page](world))
    send = {"thread": world.mine, "text": "Yeni", "key": uuid4(), "by": world.friend}
    act = services.archive if page == "archive" else services.send
    if page == "archive":
        send = {"thread": world.mine, "on": True, "by": world.me}
    if page == "members":
        act, send = services.leave, {"thread": world.mine, "by": world.friend}
    assert heard_while(lambda: act(**send)).touches(read)


RECORDS: dict[str, Callable[[World], tuple[str, Any]]] = {
    "household": lambda w: ("household", w.household),
    "person": lambda w: ("person", make_person(w.household)),
    "donor": lambda w: ("donor", make_donor()),
    "task": lambda w: ("task", make_task(by=w.other)),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_the_page_of_a_record_wakes_for_its_own_thread_alone(kind: str, world: World) -> None:
    key, row = RECORDS[kind](world)
    url = row.get_absolute_url()
    messages = {"messaging_thread", "messaging_message", "messaging_threadmember"}

    def of_messages(topics: Topics) -> Topics:  # the trail names rows of all tables by their keys
        return Topics({table: rows for table, rows in topics.rows.items() if table in messages})

    read = of_messages(read_by(world.me, url))
    woken = [name for name, act in ELSEWHERE.items() if heard_while(lambda act=act: act(world)).touches(read)]
    assert woken == []
    assert heard_while(lambda: services.open_record(kind=key, pk=row.pk, by=world.other)).touches(read)
    read = of_messages(read_by(world.me, url))
    thread = Thread.objects.about(key, row.pk).get()
    assert heard_while(lambda: make_message(thread, "Kira", world.other)).touches(read)
    assert not heard_while(lambda: make_message(world.about_far, "Kira", world.other)).touches(read)


# Many people


@pytest.fixture
def crowd(world: World) -> World:
    """The world, where the thread of others has 300 people."""
    people = [User(email=f"uye{n}@example.org", full_name=f"Üye {n}", password="!") for n in range(298)]
    ThreadMember.objects.bulk_create(
        ThreadMember(thread=world.theirs, user=each) for each in User.objects.bulk_create(people)
    )
    return world


@pytest.mark.parametrize("act", ["said", "corrected", "deleted", "named", "left"])
def test_what_happens_among_many_wakes_nobody_else(act: str, crowd: World) -> None:
    read = {page: read_by(crowd.me, url(crowd)) for page, url in PAGES.items()}
    change = heard_while(lambda: ELSEWHERE[act](crowd))
    assert [page for page, topics in read.items() if change.touches(topics)] == []


def test_a_message_among_many_draws_the_counters_of_its_people_alone(crowd: World, settings: Any) -> None:
    settings.ROOT_URLCONF = "kafkasder.urls"
    clients = {user.pk: signed_in(user) for user in (crowd.me, crowd.friend, crowd.third)}
    drawn = asyncio.run(_drawn_while(clients, lambda: make_message(crowd.theirs, "Koliler hazır", crowd.other)))
    assert drawn == {crowd.me.pk: 0, crowd.friend.pk: 0, crowd.third.pk: 1}


async def _drawn_while(clients: dict[int, Any], act: Callable[[], Any]) -> dict[int, int]:
    """Return how often the counter of each was drawn because of what was done."""
    async with running_hub() as hub, AsyncExitStack() as stack:
        tabs = {pk: await stack.enter_async_context(tab_of(client)) for pk, client in clients.items()}
        for tab in tabs.values():
            await tab.watch("/mesajlar/sayac/")
        before = _renders(hub)
        await in_thread(act)
        for tab in tabs.values():
            await tab.settle(hub)
        return {pk: _renders(hub)[f"user:{pk}"] - before[f"user:{pk}"] for pk in tabs}


def _renders(hub: Hub) -> dict[str, int]:
    return {page.key.audience: page.tally.renders for page in hub.pages.values()}


# One drawing for all who see a thread


async def _renders_of(url: str, users: list[User], change: Callable[[], Any]) -> int:
    """Return how often a page is drawn that all these watch, until a change is on every screen."""
    async with running_hub() as hub, AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(tab_of(await in_thread(signed_in, user))) for user in users]
        for tab in tabs:
            await tab.watch(url)
        before = hub.totals.renders
        await in_thread(change)
        await asyncio.gather(*(tab.take_until("messages", "Koliler yolda") for tab in tabs))
        return hub.totals.renders - before


@pytest.mark.parametrize("about_record", [False, True])
def test_a_message_is_drawn_once_for_all_with_the_same_rights(about_record: bool) -> None:
    users = [make_user("admin") for _number in range(4)]
    if about_record:
        thread = services.open_record(kind="household", pk=make_household().pk, by=users[0])
    else:
        thread = make_group(*users)
    url = f"/mesajlar/{thread.pk}/akis/"
    assert asyncio.run(_renders_of(url, users, lambda: make_message(thread, "Koliler yolda", users[0]))) == 1


def test_the_thread_of_a_household_is_seen_by_whom_it_is_assigned_to_alone() -> None:
    """A right that differs from person to person is asked of each, though their verbs are the same."""
    mine, other = make_user("volunteer"), make_user("volunteer")
    household = make_household(assigned_to=mine)
    thread = services.open_record(kind="household", pk=household.pk, by=mine)
    url = f"/mesajlar/{thread.pk}/akis/"
    assert (signed_in(mine).get(url).status_code, signed_in(other).get(url).status_code) == (200, 404)
    assert_live_equals_fresh([mine, other], url, lambda: make_message(thread, "Koliler yolda", mine))


def test_whoever_is_assigned_no_more_hears_no_more_of_the_household() -> None:
    mine, other = make_user("volunteer"), make_user("volunteer")
    household = make_household(assigned_to=mine)
    thread = services.open_record(kind="household", pk=household.pk, by=mine)
    heard = asyncio.run(_heard_by(mine, f"/mesajlar/{thread.pk}/akis/", thread, household, other))
    assert "missing" in heard
    assert "Gizli söz" not in heard


async def _heard_by(user: User, url: str, thread: Thread, household: Any, other: User) -> str:
    async with running_hub() as hub, tab_of(await in_thread(signed_in, user)) as tab:
        await tab.watch(url)

        def hand_over() -> None:
            household.assigned_to = other
            household.save()

        await in_thread(hand_over)
        await tab.settle(hub)
        await in_thread(lambda: make_message(thread, "Gizli söz", other))
        await tab.settle(hub)
        return str(tab.heard)


# What is told to each


def _stream(user: User, thread: Thread) -> str:
    return signed_in(user).get(f"/mesajlar/{thread.pk}/akis/").content.decode()


def test_only_the_author_is_offered_to_change_what_they_said() -> None:
    one, two = make_user("staff", full_name="Elif Ak"), make_user("staff", full_name="Baran Su")
    thread = make_group(one, two)
    message = make_message(thread, "Merhaba", one)
    own, other = _stream(one, thread), _stream(two, thread)
    for words in ("is-mine", f"/iletiler/{message.pk}/duzelt/", f"/iletiler/{message.pk}/sil/", "data-key"):
        assert words in own
        assert words not in other
    assert "bubble-author" in other
    assert "bubble-author" not in own


def test_readers_are_named_to_each_but_themselves_and_many_are_counted() -> None:
    names = ["Elif Ak", "Baran Su", "Zehra Kaya", *(f"Üye {number}" for number in range(NAMED))]
    people = [make_user("staff", full_name=name) for name in names]
    thread = make_group(*people)
    make_message(thread, "Merhaba", people[0])
    thread.refresh_from_db()
    for reader in people[1:3]:
        services.mark_read(thread=thread, number=thread.last_number, by=reader)
    told = [re.search(r"Okuyanlar:\s+([^<]*)<", _stream(person, thread)) for person in people[:4]]
    assert [found and found[1].strip() for found in told] == [
        "Baran Su, Zehra Kaya",
        "Zehra Kaya",
        "Baran Su",
        "Baran Su, Zehra Kaya",
    ]
    for reader in people[3:]:
        services.mark_read(thread=thread, number=thread.last_number, by=reader)
    assert f"{NAMED + 2} kişi okudu" in _stream(people[0], thread)
