"""What a session must satisfy: one condition for pages, sockets and the fallback; and the end of sessions."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from kafkasder.live import Condition, admission, admit_if
from kafkasder.live.standing import load_standings

from ..factories import make_user
from .bench import Tab, in_thread, running_hub, session_key, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)

SECOND_FACTOR = "second_factor"


@pytest.fixture
def second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A condition as a later room will make one: those who may see the hub's page need a second factor."""
    monkeypatch.setattr(admission, "_conditions", [])

    def holds(session: Any, user: Any, may: Callable[[str], bool]) -> bool:
        return SECOND_FACTOR in session or not may("accounts.view_live")

    admit_if(Condition(holds, detour="accounts:profile", open=frozenset({"preferences"})))


def client_of(*, powerful: bool, passed: bool = False) -> Client:
    client = signed_in(make_user("admin" if powerful else "volunteer"))
    if passed:
        remember(client)
    return client


def remember(client: Client) -> None:
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()


def forget(client: Client) -> None:
    session = client.session
    del session[SECOND_FACTOR]
    session.save()


@pytest.mark.usefixtures("second_factor")
@pytest.mark.parametrize(
    ("powerful", "passed", "admitted"), [(True, True, True), (False, False, True), (True, False, False)]
)
async def test_a_condition_holds_for_pages_sockets_and_the_fallback(
    powerful: bool, passed: bool, admitted: bool
) -> None:
    client = await in_thread(lambda: client_of(powerful=powerful, passed=passed))
    page = await in_thread(lambda: client.get("/people/?q=a"))
    assert page.status_code == (200 if admitted else 302)
    fallback = await in_thread(lambda: client.get("/canli/parcalar/", {"url": "/people/"}))
    assert fallback.status_code == (200 if admitted else 401)
    async with running_hub():
        tab = Tab(client)
        await tab.line.connect()
        if admitted:
            assert (await tab.watch("/people/"))["op"] == "update"
            await tab.leave()
        else:
            assert await tab.closed_with() == 4001


@pytest.mark.usefixtures("second_factor")
def test_who_is_not_admitted_is_led_to_what_helps_and_back() -> None:
    client = client_of(powerful=True)
    answer = client.get("/people/?q=a")
    assert answer["Location"] == "/hesap/?next=%2Fpeople%2F%3Fq%3Da"
    assert client.get("/hesap/").status_code == 200
    assert client.get("/tercihler/").status_code == 405  # open, too
    assert client.get("/yonetim/").status_code == 302
    assert client.get("/health/live").status_code == 200
    assert Client().get("/people/")["Location"].startswith("/giris/")


@pytest.mark.usefixtures("second_factor")
async def test_who_satisfies_it_no_more_is_signed_out_at_the_next_change() -> None:
    client = await in_thread(lambda: client_of(powerful=True, passed=True))
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(forget, client)
        await in_thread(make_user)
        assert await tab.closed_with() == 4001


@pytest.mark.usefixtures("second_factor")
async def test_who_falls_under_it_is_signed_out_at_once() -> None:
    client = await in_thread(lambda: client_of(powerful=False))
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/")
        await in_thread(lambda: Group.objects.get(name="admin").user_set.set(User.objects.all()))
        assert await tab.closed_with() == 4001


@pytest.mark.usefixtures("second_factor")
def test_many_sessions_are_asked_without_further_queries(django_assert_num_queries: Any) -> None:
    clients = [client_of(powerful=number % 2 == 0, passed=number % 4 == 0) for number in range(8)]
    keys = [session_key(client) for client in clients]
    load_standings(keys)  # users whose rows are new are loaded in a query of their own
    with django_assert_num_queries(5):
        few = load_standings(keys[:2])
    with django_assert_num_queries(5):
        many = load_standings(keys)
    assert (len(few), len(many)) == (2, 6)


# The end of a session, of which nobody tells the hub


def expire(client: Client) -> None:
    Session.objects.filter(session_key=session_key(client)).update(expire_date=timezone.now() - timedelta(seconds=1))


def delete(client: Client) -> None:
    Session.objects.filter(session_key=session_key(client)).delete()


def deactivate(client: Client) -> None:
    User.objects.filter(pk=client.session["_auth_user_id"]).update(is_active=False)


def change_password(client: Client) -> None:
    user = User.objects.get(pk=client.session["_auth_user_id"])
    user.set_password("Kayin-agaci-8")
    user.save()


@pytest.mark.parametrize("end", [expire, delete, deactivate, change_password])
@pytest.mark.parametrize("url", ["/people/", "/still/", None])
async def test_a_tab_is_signed_out_soon_after_its_session_ended(
    end: Callable[[Client], None], url: str | None, settings: Any
) -> None:
    """Even when nothing changes, also where it watches nothing or a page that is not live."""
    settings.LIVE = {"quiet": 0.5, "roll_call": 0.5}
    client = await in_thread(lambda: signed_in(make_user()))
    async with running_hub(), tab_of(client) as tab, tab_of(await in_thread(lambda: signed_in(make_user()))) as other:
        if url:
            await tab.watch(url)
        await in_thread(end, client)
        assert await tab.closed_with() == 4001
        await other.send(op="ping")
        assert await other.hear() == {"op": "pong"}


async def test_idle_tabs_are_looked_up_together(settings: Any) -> None:
    settings.LIVE = {"roll_call": 0.5}
    clients = [await in_thread(lambda: signed_in(make_user())) for _ in range(5)]
    async with running_hub() as hub:
        tabs = [Tab(client) for client in clients]
        for tab in tabs:
            await tab.line.connect()
            await tab.send(op="ping")
            await tab.hear()
        looked_up: list[int] = []
        in_thread_of_hub = hub.in_thread

        async def counting(work: Any, *args: Any) -> Any:
            looked_up.append(len(args[0]))
            return await in_thread_of_hub(work, *args)

        hub.in_thread = counting  # type: ignore[method-assign,assignment]
        async with asyncio.timeout(30):
            while sum(looked_up) < 10:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert len(looked_up) <= 5
        for tab in tabs:
            await tab.leave()


async def test_an_open_tab_does_not_keep_its_session_alive(settings: Any) -> None:
    settings.LIVE = {"quiet": 0.2, "roll_call": 0.2}
    client = await in_thread(lambda: signed_in(make_user()))

    def end() -> Any:
        return Session.objects.get(session_key=session_key(client)).expire_date

    before = await in_thread(end)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch("/people/")
        page = next(iter(hub.pages.values()))
        async with asyncio.timeout(30):
            while page.tally.renders < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await in_thread(lambda: client.get("/canli/parcalar/", {"url": "/people/"}))
    assert await in_thread(end) == before
