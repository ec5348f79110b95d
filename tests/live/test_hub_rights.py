"""The hub and rights: nobody is sent what they may not see, and whoever loses a right loses the page."""

import json

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from kafkasder import live
from kafkasder.live.standing import session_digest

from ..factories import make_user
from .bench import (
    in_thread,
    person,
    running_hub,
    session_key,
    tab_of,
    user_of,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_groups")]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/forbidden/", "denied"),
        ("/missing/", "missing"),
        ("/nowhere/", "missing"),
        ("/one/999999/", "missing"),
        ("/still/", "not-live"),
        ("http://testserver/people/", "not-live"),
        ("//evil.example/people/", "not-live"),
        ("people/", "not-live"),
        ("javascript:alert(1)", "not-live"),
        ("", "not-live"),
        ("/people/\x00", "not-live"),
        ("/people/%00", "missing"),
        ("http://[", "not-live"),
    ],
)
async def test_what_cannot_be_watched(url: str, why: str) -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        assert await tab.watch(url) == {"op": "gone", "id": 1, "why": why}
        assert not hub.pages


async def test_different_permissions_never_share_a_page() -> None:
    may, may_not = await in_thread(person, "view_group"), await in_thread(person)
    async with running_hub() as hub, tab_of(may) as one, tab_of(may_not) as two:
        await one.watch("/powers/")
        await two.watch("/powers/")
        assert len(hub.pages) == 2
        await in_thread(lambda: Group.objects.create(name="x"))
        await one.take_until("powers", "secret of 1")
        assert await two.is_silent()
        assert "secret" not in json.dumps(two.heard)


async def test_own_pages_are_not_shared() -> None:
    ayse, zeynep = (
        await in_thread(lambda: person(full_name="Ayşe")),
        await in_thread(lambda: person(full_name="Zeynep")),
    )
    async with running_hub(), tab_of(ayse) as one, tab_of(zeynep) as two:
        await one.watch("/mine/")
        await two.watch("/mine/")
        await in_thread(lambda: User.objects.update(title="x"))
        assert await one.is_silent()
        assert (one.shown[1]["name"], two.shown[1]["name"]) == ("Ayşe", "Zeynep")
        assert "Zeynep" not in json.dumps(one.heard)


async def test_languages_do_not_share() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.send(op="watch", id=1, url="/people/", have={}, lang="tr")
        await tab.send(op="watch", id=2, url="/people/", have={}, lang="en")
        await tab.send(op="watch", id=3, url="/people/", have={}, lang="xx")
        for _ in range(3):
            await tab.hear()
        assert sorted(key.language for key in hub.pages) == ["en", "tr"]


async def test_a_permission_that_is_taken_away_closes_the_view_at_the_next_change() -> None:
    client = await in_thread(person, "view_group")
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/powers/")
        assert "secret" in tab.shown[1]["powers"]
        await in_thread(lambda: user_of(client).user_permissions.clear())
        await tab.take_until("powers", "nothing")
        await in_thread(lambda: Group.objects.create(name="x"))
        assert await tab.is_silent()


async def test_a_lost_message_of_a_lost_permission_leaks_nothing() -> None:
    client = await in_thread(person, "view_group")
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/powers/")
        hear, hub.hear_change = hub.hear_change, lambda change: None  # type: ignore[method-assign]
        await in_thread(lambda: user_of(client).user_permissions.clear())
        hub.hear_change = hear  # type: ignore[method-assign]
        tab.heard.clear()
        await in_thread(lambda: Group.objects.create(name="x"))
        await tab.take_until("powers", "nothing")
        assert "secret" not in json.dumps(tab.heard)


async def test_a_right_to_the_page_itself_that_is_lost_says_gone() -> None:
    client = await in_thread(person)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(lambda: user_of(client).user_permissions.add(Permission.objects.get(codename="delete_group")))
        assert await tab.take() == {"op": "gone", "id": 1, "why": "denied"}
        assert not hub.pages


async def test_one_of_two_watchers_loses_a_right_and_the_other_keeps_the_page() -> None:
    loser, keeper = await in_thread(person, "view_group"), await in_thread(person, "view_group")
    async with running_hub() as hub, tab_of(loser) as one, tab_of(keeper) as two:
        await one.watch("/powers/")
        await two.watch("/powers/")
        assert len(hub.pages) == 1
        await in_thread(lambda: user_of(loser).user_permissions.clear())
        await one.take_until("powers", "nothing")
        await in_thread(lambda: Group.objects.create(name="x"))
        await two.take_until("powers", "secret of 1")
        assert len(hub.pages) == 2


async def test_the_deactivated_are_signed_out_at_the_next_change() -> None:
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(lambda: User.objects.filter(pk=user_of(client).pk).update(is_active=False))
        assert await tab.closed_with() == 4001


async def test_an_ended_session_is_signed_out_at_the_next_change() -> None:
    client = await in_thread(person)
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(lambda: client.session.delete())
        await in_thread(make_user)
        assert await tab.closed_with() == 4001


async def test_a_new_password_signs_the_other_sessions_out() -> None:
    client = await in_thread(person)

    def change_password() -> None:
        user = user_of(client)
        user.set_password("Başka-bir-9")
        user.save()

    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(change_password)
        assert await tab.closed_with() == 4001


async def test_sockets_are_ended_at_once_without_any_watch() -> None:
    ended, other = await in_thread(person), await in_thread(person)
    user_id = await in_thread(lambda: user_of(ended).pk)
    async with running_hub(), tab_of(ended) as one, tab_of(other) as two:
        await in_thread(live.end_user, user_id)
        assert await one.closed_with() == 4001
        await in_thread(live.end_session, session_digest(session_key(other)))
        assert await two.closed_with() == 4001
