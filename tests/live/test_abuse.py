"""Hostile tabs at the wire: whatever they send, nobody else notices, nothing is told, and the log says it once."""

import asyncio
import json
import logging
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kafkasder.live.hub import Hub
from kafkasder.live.pages import live_pages

from ..factories import make_household, make_user
from .bench import PATIENCE, Tab, in_thread, running_hub, session_key, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)


async def person(role: str = "") -> Client:
    client: Client = await in_thread(lambda: signed_in(make_user(role)))
    return client


async def until_idle(hub: Hub) -> None:
    while hub.is_busy:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


# Whatever is sent

_URLS = st.sampled_from(
    [
        *("/people/", "/mine/", "/one/1/", "/one/99999999999999999999/", "/forbidden/", "/missing/", "/still/"),
        *("/cikis/", "/nowhere/", "//evil.example/people/", "/people/%2e%2e/mine/", "/\ud800", "/\r\n", "?", ""),
    ]
)
_TEXT = st.text(st.characters(), max_size=20)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXT | _URLS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=10,
)
_NUMBERS = st.sampled_from([0, 1, 2, True, False, -1, 2**70, 1.5, "1", None])
_HAVE = st.dictionaries(st.sampled_from(["rows", "total", "\ud800", "x\n", ""]), st.sampled_from(["", "\ud800", 1]))
_WATCH = {"op": st.just("watch"), "id": _NUMBERS, "url": _URLS, "have": _HAVE}
_MESSAGES = (
    st.fixed_dictionaries(_WATCH)
    | st.fixed_dictionaries(_WATCH | {"url": _JSON, "lang": _JSON})
    | st.fixed_dictionaries(_WATCH | {"id": _JSON, "have": _JSON})
    | st.fixed_dictionaries({"op": st.sampled_from(["ack", "drop", "ping"]), "id": _NUMBERS})
    | _JSON
)
_TEXTS = _MESSAGES.map(json.dumps) | st.text(st.characters(exclude_categories=["Cs"])) | st.binary()


@hypothesis_settings(
    max_examples=100,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=st.lists(_TEXTS, max_size=30))
def test_whatever_is_sent_the_line_goes_on(
    texts: list[str | bytes], a_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    asyncio.run(_send_all(texts, a_client))
    assert not complaints(caplog)


@pytest.fixture
def a_client(settings: Any) -> Client:
    settings.LIVE = {"strikes": 1000, "burst": 1000}
    return signed_in(make_user())


async def _send_all(texts: list[str | bytes], client: Client) -> None:
    async with running_hub() as hub, tab_of(client) as tab:
        for text in texts:
            kind = "text" if isinstance(text, str) else "bytes"
            await tab.line.send_input({"type": "websocket.receive", kind: text})
        await tab.send(op="ping")
        async with asyncio.timeout(60):
            while await _hear_as_browser(tab) != {"op": "pong"} or not tab.line.output_queue.empty():
                pass
            await until_idle(hub)
        while not tab.line.output_queue.empty():
            await _hear_as_browser(tab)


async def _hear_as_browser(tab: Tab) -> Any:
    """Read an answer as a browser would: text that UTF-8 can carry, and strict JSON."""
    event = await tab.line.receive_output(PATIENCE)
    assert event["type"] == "websocket.send", event
    event["text"].encode()
    return json.loads(event["text"], parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ('{"op":"watch","id":true,"url":"/people/","have":{}}', "op"),
        ('{"op":"watch","id":1,"url":"/people/","have":{"\\ud800":""}}', "have"),
        ('{"op":"watch","id":1,"url":"/people/","have":{"a\\nb":""}}', "have"),
    ],
)
async def test_what_could_not_be_answered_is_not_understood(message: str, why: str) -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await tab.line.send_to(text_data=message)
        assert await tab.hear() == {"op": "error", "why": why}
        assert not hub.pages


# How much is sent


async def test_of_a_thousand_watches_few_are_held(settings: Any) -> None:
    settings.LIVE = {"strikes": 2000, "burst": 2000}
    async with running_hub() as hub:
        async with tab_of(await person()) as tab:
            for number in range(1000):
                await tab.send(op="watch", id=number, url=f"/people/?{number}", have={})
            await tab.send(op="ping")
            async with asyncio.timeout(60):
                while (await tab.hear())["op"] != "pong":
                    pass
            assert len(hub.pages) == hub.settings.watches
        assert not hub.pages
        assert not hub.sockets


async def test_a_flood_of_watches_ends_with_a_code_and_a_line(caplog: pytest.LogCaptureFixture) -> None:
    async with running_hub() as hub:
        async with tab_of(await person()) as tab:
            for number in range(1000):
                await tab.send(op="watch", id=number, url=f"/people/?{number}", have={})
            assert await tab.closed_with() == 4008
        assert not hub.pages
    assert len(complaints(caplog)) == 1


@pytest.mark.parametrize("text", ["x\r\nERROR forged", '{"op":"x\\r\\nERROR forged"}', '{"op":"\\u001b[2J"}'])
async def test_nothing_that_is_sent_gets_into_the_log(
    text: str, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.LIVE = {"strikes": 1}
    caplog.set_level(logging.DEBUG, "kafkasder")
    async with running_hub(), tab_of(await person()) as tab:
        await tab.watch("/nowhere/\r\nERROR forged")
        await tab.watch("/people/?q=\r\nERROR forged")
        await tab.line.send_to(text_data=text)
        assert await tab.closed_with() == 4008
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("kafkasder.live")]
    assert len(lines) == 1
    assert lines[0].isprintable()
    assert "forged" not in lines[0]


# What is asked for


def _addresses(resolver: URLResolver, path: str = "/") -> list[tuple[str, bool]]:
    """Every address of the panel with something in place of its arguments, and whether it is live."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += _addresses(entry, path + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            found.append((path + str(entry.pattern), hasattr(entry.callback, "live_mark")))
    return found


def _filled(route: str) -> str:
    for part, value in {"<int:": "1", "<slug:": "duzenle", "<str:": "x", "<path:": "1"}.items():
        while part in route:
            begin = route.index(part)
            route = route[:begin] + value + route[route.index(">", begin) + 1 :]
    return route


async def test_no_address_that_is_not_live_is_run(settings: Any) -> None:
    settings.LIVE = {"burst": 10_000, "watch_burst": 10_000}
    client = await person("admin")
    async with running_hub(), tab_of(client) as tab:
        for route, is_live in _addresses(get_resolver("kafkasder.urls")):
            if not is_live and "^" not in route:
                answer = await tab.watch(_filled(route))
                assert answer == {"op": "gone", "id": 1, "why": "not-live"}, route
        assert (await tab.watch("/haneler/"))["op"] == "update"  # /cikis/ among them has signed nobody out


@pytest.mark.parametrize(
    "url",
    [
        "/cikis/",
        "/cikis/?next=/people/",
        "/cikis",
        "/%63ikis/",
        "/people/../cikis/",
        "/people/%2e%2e/cikis/",
        "/people/..%2fcikis/",
        "/people\\..\\cikis/",
        "//testserver/people/",
        "/\\evil.example/people/",
        "http://testserver/people/",
        "https://evil.example/people/",
        "javascript:alert(1)",
        "people/",
        "/people/%00",
        "/people/\u2028",
        "/people/%0d%0aSet-Cookie:x",
        "/yonetim/",
        "/yonetim/logout/",
        "/canli/parcalar/?url=/people/",
        "/canli/akis/",
        "/static/css/base.css",
    ],
)
async def test_what_leads_elsewhere_is_gone(url: str) -> None:
    client = await person("admin")
    async with running_hub() as hub, tab_of(client) as tab:
        answer = await tab.watch(url)
        assert answer["op"] == "gone"
        assert answer["why"] in ("missing", "not-live")
        assert not hub.pages
        assert (await tab.watch("/people/"))["op"] == "update"
    fallback = await in_thread(lambda: client.get("/canli/parcalar/", {"url": url}))
    assert fallback.json() == {"why": answer["why"]}


@pytest.mark.parametrize("role", ["volunteer", "reader", ""])
async def test_a_row_that_one_may_not_see_is_like_one_that_does_not_exist(role: str, settings: Any) -> None:
    settings.LIVE = {"burst": 1000}
    household = await in_thread(lambda: make_household(head={}))
    other = await in_thread(make_user)
    rows = {"haneler": household.pk, "kisiler": household.head_id, "kullanicilar": other.pk}
    client = await person(role if role != "reader" else "")
    async with running_hub(), tab_of(client) as tab:
        for page in live_pages(get_resolver("kafkasder.urls")):
            if "<int:pk>" in page.route:
                route = page.route.replace("<slug:outline>", "x")
                row = rows.get(route.split("/")[1], 1)
                answers = [await tab.watch(route.replace("<int:pk>", str(pk))) for pk in (row, 2_000_000)]
                assert answers[0] == answers[1], page.route
                assert answers[0]["op"] == "gone", page.route


# Who asks


@pytest.mark.parametrize(
    ("host", "origin"),
    [("[::1", "http://[::1"), ("testserver", "http://["), ("a]b", "http://a]b"), ("x:99999999", "http://x:99999999")],
)
async def test_no_host_breaks_the_handshake(host: str, origin: str) -> None:
    async with running_hub():
        tab = Tab(await person(), host=host, origin=origin)
        connected, code = await tab.line.connect()
        assert (connected, code) == (False, 4003)


async def test_a_strange_cookie_spoils_the_handshake_of_nobody_else() -> None:
    client = await person()
    async with running_hub() as hub:
        keys = [session_key(client), "a\0b", "x" * 4000, "\ud800", "' OR 1=1 --"]
        good, *bad = await asyncio.gather(*(hub.standing(key) for key in keys))
        assert good
        assert not any(bad)
        tab = Tab(Client(), cookie='sessionid="a\\000b"')
        await tab.line.connect()
        assert await tab.closed_with() == 4001


async def test_whoever_asks_for_page_after_page_has_to_wait_and_others_do_not(settings: Any) -> None:
    settings.LIVE = {"new_watches": 5, "watch_burst": 5}
    greedy, other = await person(), await person()
    async with running_hub(), tab_of(greedy) as one, tab_of(greedy) as two, tab_of(other) as three:
        begun = time.monotonic()
        for number in range(4):
            await one.watch(f"/people/?{number}", number=number)
            await two.watch(f"/people/?{number}", number=number)
        assert time.monotonic() - begun > 0.5  # three of the eight had to wait a fifth of a second each
        begun = time.monotonic()
        await three.watch("/people/?5")
        assert time.monotonic() - begun < 0.5


async def test_an_address_with_a_thousand_fields_is_no_page(caplog: pytest.LogCaptureFixture) -> None:
    async with running_hub(), tab_of(await person()) as tab:
        answer = await tab.watch("/people/?" + "&".join(f"a{number}=1" for number in range(1200)))
        assert answer == {"op": "gone", "id": 1, "why": "not-live"}
    assert not caplog.records
