"""The socket: who is let in, what it understands, and where its patience ends."""

import asyncio
import json
import logging
from typing import Any

import pytest
from django.test import Client

from ..factories import make_user
from .bench import Tab, in_thread, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)


async def person() -> Client:
    client: Client = await in_thread(lambda: signed_in(make_user()))
    return client


async def refusal(client: Client, **headers: str) -> int | None:
    """The code with which a handshake is refused; None if it is not."""
    async with running_hub():
        tab = Tab(client, **headers)
        connected, code = await tab.line.connect()
        await tab.leave()
        return None if connected else code


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://testserver:81"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"host": "", "origin": "http://"},
    ],
)
async def test_a_socket_from_elsewhere_is_refused(headers: dict[str, str]) -> None:
    assert await refusal(await person(), **headers) == 4003


@pytest.mark.parametrize("headers", [{}, {"origin": "https://panel.example"}])
async def test_a_socket_from_here_is_let_in(headers: dict[str, str], settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://panel.example"]
    assert await refusal(await person(), **headers) is None


async def test_any_allowed_host_does_not_mean_any_origin(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = await person()
    assert await refusal(client, origin="https://evil.example") == 4003
    assert await refusal(client) is None


async def test_realtime_off_lets_nobody_in(settings: Any) -> None:
    settings.REALTIME = False
    assert await refusal(await person()) == 4003


@pytest.mark.parametrize("cookie", ["", "sessionid=nonsense", "sessionid=", "other=x", 'sessionid="', "\x01=;;;"])
async def test_the_signed_out_are_told_so(cookie: str) -> None:
    async with running_hub():
        tab = Tab(Client(), cookie=cookie)
        await tab.line.connect()
        assert await tab.closed_with() == 4001


async def test_the_inactive_are_signed_out() -> None:
    client = await in_thread(lambda: signed_in(make_user(is_active=False)))
    async with running_hub():
        tab = Tab(client)
        await tab.line.connect()
        assert await tab.closed_with() == 4001


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        "5",
        "{}",
        '{"op":"steal"}',
        '{"op":"watch"}',
        '{"op":"watch","id":"1","url":"/people/","have":{}}',
        '{"op":"watch","id":1,"url":5,"have":{}}',
        '{"op":"watch","id":1,"url":"/people/","have":[]}',
        '{"op":"watch","id":1,"url":"/people/","have":{"rows":{}}}',
        '{"op":"ack","id":[1]}',
        "[" * 16_000,
        '{"op":' * 2_600,
        "x" * 20_000,
    ],
)
async def test_what_it_does_not_understand_is_answered_and_counted(text: str, settings: Any) -> None:
    settings.LIVE = {"strikes": 3}
    async with running_hub() as hub, tab_of(await person()) as tab:
        for _ in range(2):
            await tab.line.send_to(text_data=text)
            assert (await tab.hear())["op"] == "error"
        assert not hub.pages
        await tab.line.send_to(text_data=text)
        assert await tab.closed_with() == 4008


async def test_bytes_are_not_understood() -> None:
    async with running_hub(), tab_of(await person()) as tab:
        await tab.line.send_to(bytes_data=b"\x00\xff")
        assert (await tab.hear())["op"] == "error"


@pytest.mark.parametrize("number", [0, -1, 2**70])
async def test_any_number_names_a_watch(number: int) -> None:
    async with running_hub(), tab_of(await person()) as tab:
        assert (await tab.watch("/people/", number=number))["id"] == number


async def test_an_ack_or_drop_of_nothing_does_nothing() -> None:
    async with running_hub(), tab_of(await person()) as tab:
        await tab.send(op="ack", id=5)
        await tab.send(op="drop", id=5)
        await tab.send(op="ping")
        assert await tab.hear() == {"op": "pong"}


async def test_a_dropped_watch_is_silent() -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await tab.watch("/people/")
        await tab.send(op="drop", id=1)
        await in_thread(make_user)
        assert await tab.is_silent()
        assert not hub.pages


async def test_too_many_watches(settings: Any) -> None:
    settings.LIVE = {"watches": 3}
    async with running_hub() as hub, tab_of(await person()) as tab:
        for number in range(3):
            await tab.watch(f"/people/?{number}", number=number)
        assert (await tab.watch("/people/?3", number=3)) == {"op": "error", "why": "too many watches"}
        assert (await tab.watch("/people/?again", number=0))["op"] == "update"  # in place of the old one
        assert len(hub.pages) == 3


async def test_too_many_messages(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.LIVE = {"burst": 20, "messages_per_second": 1}
    async with running_hub(), tab_of(await person()) as tab:
        with caplog.at_level(logging.WARNING, "kafkasder.live"):
            for _ in range(25):
                await tab.send(op="ping")
            assert await tab.closed_with() == 4008
        assert len([record for record in caplog.records if record.name.startswith("kafkasder.live")]) == 1


async def test_too_many_sockets_of_one_user(settings: Any) -> None:
    settings.LIVE = {"sockets": 2}
    client, other = await person(), await person()
    async with running_hub(), tab_of(client), tab_of(client) as second:
        third = Tab(client)
        await third.line.connect()
        assert await third.closed_with() == 4008
        async with tab_of(other):  # others are not concerned
            await second.leave()
        await asyncio.sleep(0.05)
        async with tab_of(client):  # and there is room again
            pass


async def test_no_session_key_or_name_reaches_the_log(caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    settings.LIVE = {"strikes": 1}
    client = await person()
    async with running_hub(), tab_of(client) as tab:
        await tab.line.send_to(text_data=json.dumps({"op": "Ayşe"}))
        await tab.closed_with()
    assert client.cookies["sessionid"].value not in caplog.text
    assert "Ayşe" not in caplog.text


async def test_a_thousand_tabs_that_come_at_once_are_looked_up_together(django_assert_max_num_queries: Any) -> None:
    clients = [await person() for _ in range(3)]
    async with running_hub() as hub:
        calls = 0
        in_hub_thread = hub.in_thread

        async def counting(work: Any, *args: Any) -> Any:
            nonlocal calls
            calls += 1
            return await in_hub_thread(work, *args)

        hub.in_thread = counting  # type: ignore[method-assign,assignment]
        keys = [client.cookies["sessionid"].value for client in clients]
        standings = await asyncio.gather(*(hub.standing(keys[n % 3]) for n in range(1000)))
        assert all(standings)
        assert calls <= 2
