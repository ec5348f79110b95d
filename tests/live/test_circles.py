"""A page that its circle shares: one render for all of it, nothing for anybody else, and to each what is theirs."""

import asyncio
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from kafkasder.live import Viewers, live_page
from kafkasder.live.audience import Audience

from ..factories import make_user
from .bench import assert_live_equals_fresh, in_thread, person, running_hub, tab_of, user_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_groups")]


def _group(*members: User) -> Group:
    group = Group.objects.create(name="konuşma")
    group.user_set.add(*members)
    return group


def _address(group: Group) -> str:
    return f"/circle/{group.pk}/"


def _people(count: int) -> list[Client]:
    return [person() for _number in range(count)]


def _rename(client: Client, name: str) -> None:
    User.objects.filter(pk=user_of(client).pk).update(full_name=name)


async def test_one_render_tells_each_their_own() -> None:
    clients = await in_thread(_people, 3)
    group = await in_thread(lambda: _group(*map(user_of, clients)))
    async with running_hub() as hub, tab_of(clients[0]) as one, tab_of(clients[1]) as two, tab_of(clients[2]) as three:
        tabs = (one, two, three)
        for client, tab in zip(clients, tabs, strict=True):
            page = await in_thread(client.get, _address(group))
            assert (await tab.watch(_address(group), page=page.content.decode()))["op"] == "same"
        (page,) = hub.pages.values()
        renders = page.tally.renders
        await in_thread(_rename, clients[0], "Zehra Kaya")
        await asyncio.gather(*(tab.settle(hub) for tab in tabs))
        assert page.tally.renders == renders + 1
        assert "Zehra Kaya (you)" in one.shown[1]["names"]
        for tab in (two, three):
            assert "Zehra Kaya,\n" in tab.shown[1]["names"]
            assert tab.shown[1]["names"].count("(you)") == 1


def test_it_is_what_each_loads() -> None:
    members = [make_user(full_name=name) for name in ("Ayşe", "Baran", "Ceren")]
    seer, stranger = user_of(person("view_group")), make_user()
    group = _group(*members, seer)
    viewers = [*members, seer, stranger]
    assert_live_equals_fresh(viewers, _address(group), lambda: members[1].groups.clear())
    assert_live_equals_fresh(
        viewers, _address(group), lambda: User.objects.filter(pk=members[0].pk).update(full_name="Ş")
    )


async def test_nobody_else_sees_it() -> None:
    member, stranger = await in_thread(_people, 2)
    group = await in_thread(lambda: _group(user_of(member)))
    assert (await in_thread(stranger.get, _address(group))).status_code == 404
    polled = await in_thread(stranger.get, "/canli/parcalar/", {"url": _address(group)})
    assert polled.status_code == 404
    async with running_hub() as hub, tab_of(member) as one, tab_of(stranger) as two:
        await one.watch(_address(group))
        assert await two.watch(_address(group)) == {"op": "gone", "id": 1, "why": "missing"}
        await in_thread(_rename, member, "Gizli Ad")
        await one.take_until("names", "Gizli Ad")
        await two.settle(hub)
        assert "Gizli Ad" not in json.dumps(two.heard)


async def test_who_holds_the_very_page_is_asked_for_all_the_same() -> None:
    """Whoever was put out, and comes again with what they had, is told nothing, not even that nothing has changed."""
    member, other = await in_thread(_people, 2)
    group = await in_thread(lambda: _group(user_of(member), user_of(other)))
    page = await in_thread(other.get, _address(group))
    async with running_hub(), tab_of(member) as one, tab_of(other) as two:
        await one.watch(_address(group))
        await in_thread(_put_out_unheard, other)
        answer = await two.watch(_address(group), page=page.content.decode())
        assert answer == {"op": "gone", "id": 1, "why": "missing"}


def _put_out_unheard(client: Client) -> None:
    connection.ensure_connection()
    connection.connection.execute("DELETE FROM accounts_user_groups WHERE user_id = %s", [user_of(client).pk])


async def test_whoever_is_put_out_loses_the_page_and_hears_no_more() -> None:
    member, other = await in_thread(_people, 2)
    group = await in_thread(lambda: _group(user_of(member), user_of(other)))
    async with running_hub() as hub, tab_of(member) as one, tab_of(other) as two:
        await one.watch(_address(group))
        await two.watch(_address(group))
        await in_thread(lambda: user_of(other).groups.clear())
        while (message := await two.hear())["op"] != "gone":
            pass
        assert message["why"] == "missing"
        heard = len(two.heard)
        await in_thread(_rename, member, "Sonraki Ad")
        await one.take_until("names", "Sonraki Ad")
        await two.settle(hub)
        assert len(two.heard) == heard


async def test_with_other_permissions_it_is_drawn_apart() -> None:
    may, may_not = await in_thread(person, "view_group"), await in_thread(person)
    group = await in_thread(lambda: _group(user_of(may), user_of(may_not)))
    async with running_hub() as hub, tab_of(may) as one, tab_of(may_not) as two:
        await one.watch(_address(group))
        await two.watch(_address(group))
        assert len(hub.pages) == 2
        assert "seen by those" in one.shown[1]["names"]
        assert "seen by those" not in json.dumps(two.heard)


def test_a_rule_is_asked_once_of_all_who_are_alike(django_assert_num_queries: Any) -> None:
    ids = frozenset(make_user().pk for _number in range(3))
    asked: list[Any] = []

    def by_verb(viewer: Any) -> bool:
        asked.append(viewer)
        return bool(viewer.has_perm("a.see"))

    with django_assert_num_queries(0):
        assert Viewers(ids, {"a.see"}.__contains__, "tr").that(by_verb) == ids
        assert Viewers(ids, frozenset[str]().__contains__, "tr").that(by_verb) == frozenset()
    assert [type(each) for each in asked] == [Audience, Audience]


def test_a_personal_rule_is_asked_of_each_with_the_permissions_of_all() -> None:
    people = [make_user(full_name=name) for name in ("Ayşe", "Baran")]
    viewers = Viewers(frozenset(one.pk for one in people), {"a.see"}.__contains__, "tr")
    assert viewers.that(lambda one: one.full_name == "Baran" and one.has_perm("a.see")) == {people[1].pk}
    assert viewers.that(lambda one: one.full_name == "Baran" and one.has_perm("a.do")) == frozenset()


def test_a_rule_that_swallows_the_leak_is_asked_of_each_too() -> None:
    people = [make_user(full_name=name) for name in ("Ayşe", "Baran")]

    def careless(viewer: Any) -> bool:
        try:
            return bool(viewer.full_name == "Baran")
        except Exception:
            return True

    assert Viewers(frozenset(one.pk for one in people), set().__contains__, "tr").that(careless) == {people[1].pk}


def test_a_page_with_a_circle_is_for_reading_alone() -> None:
    """What is not a page load is asked of no circle: such a view would answer it to anybody."""
    member, stranger = _people(2)
    group = _group(user_of(member))
    for client in (member, stranger):
        assert [client.generic(method, _address(group)).status_code for method in ("POST", "PUT", "OPTIONS")] == [
            405
        ] * 3


def test_a_circle_without_sharing_is_refused() -> None:
    with pytest.raises(TypeError):

        @live_page(circle=lambda viewers: viewers.ids)
        def view(request: HttpRequest) -> None: ...
