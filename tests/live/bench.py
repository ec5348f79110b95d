"""The live bench: browser tabs without a browser, and the promise that an updated page equals a fresh one."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connections, transaction
from django.test import Client

from accounts.models import User
from kafkasder.live import consumer, post
from kafkasder.live.hub import Hub, hub
from kafkasder.live.topics import Topics

from ..factories import make_user

PATIENCE = 5.0  # seconds until a message that must come is missed
SILENCE = 0.25  # seconds without a message that count as silence


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def person(*verbs: str, **fields: Any) -> Client:
    """A signed-in person with these permissions."""
    user = make_user(**fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=verbs))
    return signed_in(user)


def rename(name: str, pk: int | None = None) -> None:
    user = User.objects.get(pk=pk) if pk else User.objects.earliest("pk")
    user.full_name = name
    user.save(update_fields=["full_name"])


def user_of(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def session_key(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def heard_while(work: Callable[[], Any]) -> Topics:
    """Do `work` and return what the hubs were told of it."""
    together = Topics()

    def listener(message: dict[str, Any]) -> None:
        together.merge(Topics.from_wire(message["tables"]))

    post.listen(listener)
    try:
        with transaction.atomic():
            work()
    finally:
        post.unlisten(listener)
    return together


async def in_thread(work: Callable[..., Any], *args: Any) -> Any:
    """Run database work as another request would: in another thread, with a connection of its own."""

    def run() -> Any:
        try:
            return work(*args)
        finally:
            connections.close_all()

    return await sync_to_async(run, thread_sensitive=False)()


class Tab:
    """A browser tab: applies updates to what it shows and acknowledges them, as live.js does."""

    def __init__(self, client: Client, **headers: str) -> None:
        headers = {"host": "testserver", "origin": "http://testserver", **headers}
        if settings.SESSION_COOKIE_NAME in client.cookies:
            headers.setdefault("cookie", f"{settings.SESSION_COOKIE_NAME}={session_key(client)}")
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        self.line = WebsocketCommunicator(consumer.live_socket, consumer.PATH, headers=raw)
        self.shown: dict[int, dict[str, str]] = {}
        self.digests: dict[int, dict[str, str]] = {}
        self.heard: list[dict[str, Any]] = []
        self.is_slow = False  # by the server's word

    async def send(self, **message: Any) -> None:
        await self.line.send_json_to(message)

    async def hear(self) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = await self.line.receive_json_from(PATIENCE)
            self.heard.append(message)
            if message["op"] != "pace":
                return message
            self.is_slow = not message["live"]

    async def watch(self, url: str, number: int = 1, page: str | None = None) -> dict[str, Any]:
        """Watch a URL, with the digests of `page` if the tab has loaded it, and return the answer."""
        self.shown[number] = fragments_in(page) if page else {}
        self.digests[number] = digests_in(page) if page else {}
        await self.send(op="watch", id=number, url=url, have=self.digests[number], lang="tr")
        return await self.take()

    async def take(self, *, ack: bool = True) -> dict[str, Any]:
        """Wait for a message and do what it says."""
        message = await self.hear()
        if message["op"] == "update":
            number = message["id"]
            for name, part in message["parts"].items():
                if "of" in part:
                    assert part["of"] == self.digests[number][name], "a patch of something else than the tab shows"
                self.shown[number][name] = patched(self.shown[number].get(name, ""), part)
                self.digests[number][name] = part["digest"]
            if ack:
                await self.send(op="ack", id=number)
        return message

    async def take_until(self, name: str, text: str, number: int = 1) -> None:
        """Take updates until a fragment shows `text`."""
        async with asyncio.timeout(PATIENCE):
            while text not in self.shown[number].get(name, ""):
                await self.take()

    async def is_silent(self) -> bool:
        return await self.line.receive_nothing(SILENCE)

    async def settle(self, hub: Hub) -> None:
        """Take updates until there are no more to come."""
        async with asyncio.timeout(PATIENCE):
            while hub.is_busy or not await self.is_silent():
                await asyncio.sleep(0.01)
                while not self.line.output_queue.empty():
                    await self.take()

    async def closed_with(self) -> int:
        """Wait for the close and return its code."""
        async with asyncio.timeout(PATIENCE):
            while True:
                event = await self.line.receive_output(PATIENCE)
                if event["type"] == "websocket.close":
                    return int(event["code"])

    async def leave(self) -> None:
        await self.line.disconnect()


@asynccontextmanager
async def tab_of(client: Client, **headers: str) -> AsyncIterator[Tab]:
    tab = Tab(client, **headers)
    connected, _ = await tab.line.connect(PATIENCE)
    assert connected
    await tab.send(op="ping")
    assert (await tab.hear())["op"] == "pong"
    tab.heard.clear()
    try:
        yield tab
    finally:
        await tab.leave()


@asynccontextmanager
async def running_hub() -> AsyncIterator[Hub]:
    """The hub of this test's event loop, stopped afterwards."""
    running = hub()
    try:
        yield running
    finally:
        await running.stop()
        await asyncio.to_thread(running._threads.shutdown)  # a render under way and the cleaning up could deadlock
        await _end_receiving()


async def _end_receiving() -> None:
    """End what the channel layer left running to hear Redis.

    A call to end comes to nothing where an answer of Redis comes at the same moment, and the loop's own end calls only
    once: the test would never end.
    """
    while tasks := [task for task in asyncio.all_tasks() if "_do_receiving" in repr(task.get_coro())]:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=0.5)


def assert_live_equals_fresh(users: User | Iterable[User], url: str, change: Callable[[], Any]) -> None:
    """Prove for viewers: the page as loaded, with the updates that a change sends, is the page as loaded afterwards.

    All watch at the same time, so that one viewer's bytes on another's screen would be seen. Also what stands outside
    of the fragments must not have changed, else a part of the page is not live. Who has no such page is told so.
    """
    clients = [signed_in(user) for user in ([users] if isinstance(users, User) else users)]
    before = [client.get(url) for client in clients]
    shown = asyncio.run(_shown_after(url, list(zip(clients, before, strict=True)), change))
    for client, page, fragments in zip(clients, before, shown, strict=True):
        if page.status_code == 200:
            after = client.get(url).content.decode()
            assert fragments == fragments_in(after)
            assert outside_fragments(page.content.decode()) == outside_fragments(after)


async def _shown_after(url: str, loads: list[tuple[Client, Any]], change: Callable[[], Any]) -> list[dict[str, str]]:
    async with running_hub() as hub, AsyncExitStack() as stack:
        tabs = []
        for client, page in loads:
            tab = await stack.enter_async_context(tab_of(client))
            answer = await tab.watch(url, page=page.content.decode() if page.status_code == 200 else None)
            expected = "same" if page.status_code == 200 else "gone"
            assert answer["op"] == expected, f"the live layer answers {answer} where the page is {page.status_code}"
            tabs.append(tab)
        await in_thread(change)
        await asyncio.gather(*(tab.settle(hub) for tab in tabs))
        return [tab.shown[1] for tab in tabs]


_SAME = re.compile(r'<(tr|li) data-live-same="(\d+)"></\1>')


def patched(old: str, part: dict[str, Any]) -> str:
    """A fragment's HTML after an update, made as the browser makes it."""
    if "of" not in part:
        return str(part["html"])
    rows = list(outermost_rows(old))
    assert len(rows) == part["rows"]
    return _SAME.sub(lambda same: rows[int(same[2])], part["html"])


def outermost_rows(html: str) -> Iterator[str]:
    at = 0
    while opening := re.compile(r"<(tr|li)\b[^>]*>").search(html, at):
        end = _closing(html, opening[1], opening.end())
        at = html.index(">", end) + 1
        yield html[opening.start() : at]


_FRAGMENT = re.compile(
    r'<(?P<tag>[\w-]+) id="live-[^"]*" data-live="(?P<name>[^"]*)" data-live-digest="(?P<digest>[^"]*)"[^>]*>'
)
_PER_REQUEST = re.compile(
    r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|nonce="[^"]*"|<title>.*?</title>', re.DOTALL
)


def fragments_in(page: str) -> dict[str, str]:
    return {name: html for name, _, html in _split(page)[1]}


def digests_in(page: str) -> dict[str, str]:
    return {name: digest for name, digest, _ in _split(page)[1]}


def outside_fragments(page: str) -> str:
    return _PER_REQUEST.sub("", _split(page)[0])


_ELSEWHERE = re.compile(
    r'<(?P<tag>[\w-]+) class="(?:banner|bell-watch|announced-watch|talk-watch)" data-live-url="[^"]*"'
)


def _without_banners(page: str) -> str:
    """The page without the bars, the bell and other parts that it carries; each is a live page of its own."""
    while start := _ELSEWHERE.search(page):
        page = page[: start.start()] + page[_closing(page, start["tag"], start.end()) :]
    return page


def _split(page: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The page without its fragments, and each fragment's name, digest and inner HTML."""
    page = _without_banners(page)
    outside, found, at = "", [], 0
    for start in _FRAGMENT.finditer(page):
        end = _closing(page, start["tag"], start.end())
        outside += page[at : start.end()].replace(start["digest"], "")
        found.append((start["name"], start["digest"], page[start.end() : end]))
        at = end
    return outside + page[at:], found


def _closing(page: str, tag: str, at: int) -> int:
    """Where the element that was opened before `at` is closed."""
    depth = 1
    for each in re.compile(rf"<(/?){tag}\b[^>]*>").finditer(page, at):
        depth += -1 if each[1] else 1
        if not depth:
            return each.start()
    raise AssertionError(f"<{tag}> is not closed")
