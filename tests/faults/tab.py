"""A browser tab without a browser: watches, acknowledges and comes back as static/js/live does, on a real line.

It does not poll: live.js polls where sockets are refused and HTTP is not.
"""

import asyncio
import contextlib
import json
import random
import re
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.live.bench import digests_in, fragments_in, patched

_SCRIPT = (settings.BASE_DIR / "static/js/live/line.js").read_text()
_BROKEN = (OSError, TimeoutError, EOFError, ConnectionClosed, InvalidHandshake, InvalidMessage)
SIGNED_OUT = 4001


def _seconds(name: str) -> float:
    """A time of line.js, so that these tabs wait as the browser's do."""
    found = re.search(rf"const {name} = ([\d_]+);", _SCRIPT)
    assert found, f"line.js has no {name}"
    return int(found[1]) / 1000


FIRST_PAUSE, LONGEST_PAUSE = _seconds("FIRST_PAUSE"), _seconds("LONGEST_PAUSE")
OPEN_WITHIN, PING_EVERY, PONG_WITHIN = _seconds("OPEN_WITHIN"), _seconds("PING_EVERY"), _seconds("PONG_WITHIN")
AFTER_SLEEP_WITHIN = _seconds("AFTER_SLEEP_WITHIN")


class Tab:
    """One tab on one page of the panel at `address`, signed in by the session `key`."""

    def __init__(self, address: str, key: str, url: str, page: str) -> None:
        self.address, self.key, self.url = address, key, url
        self.shown = fragments_in(page)
        self.digests = digests_in(page)
        self.state = "reconnecting"
        self.opened: list[float] = []  # when its socket was let in
        self.updates = 0
        self.current_at = 0.0  # when it last heard that it shows what is there
        self._failures = 0
        self._limit: asyncio.Timeout | None = None
        self._pong_within = PONG_WITHIN
        self._awake = asyncio.Event()

    async def stay(self) -> None:
        """Hold the line until cancelled or signed out, coming back whenever it breaks."""
        while self.state != "signed out":
            try:
                async with self._socket() as socket:
                    await self._converse(socket)
            except _BROKEN:
                self.state = "reconnecting"
            if self.state != "signed out":
                await self._pause()

    def wake(self) -> None:
        """What `online`, `focus` and the like do to line.js."""
        self._failures = 0
        self._awake.set()
        if self._limit is None:
            return
        now = asyncio.get_running_loop().time()
        if self.state == "pinging" or self.state == "connecting":
            self._limit.reschedule(min(self._limit.when() or now, now + AFTER_SLEEP_WITHIN))
        else:
            self._pong_within = AFTER_SLEEP_WITHIN
            self._limit.reschedule(now)

    @asynccontextmanager
    async def _socket(self) -> AsyncIterator[ClientConnection]:
        self.state = "connecting"
        async with asyncio.timeout(OPEN_WITHIN) as self._limit:
            socket = await connect(
                self.address.replace("http", "ws", 1) + "/canli/akis/",
                origin=self.address,  # type: ignore[arg-type]
                additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.key}"},
                ping_interval=None,
                open_timeout=None,
                compression=None,
                proxy=None,
            )
        try:
            yield socket
        finally:
            self._limit = None
            socket.transport.abort()  # a browser, too, does not wait for the farewell of a dead line

    async def _converse(self, socket: ClientConnection) -> None:
        self.opened.append(time.monotonic())
        await self._send(socket, op="watch", id=1, url=self.url, have=self.digests, lang="tr")
        try:
            while True:
                await self._obey(socket, await self._next(socket))
        except ConnectionClosed as closed:
            if closed.rcvd and closed.rcvd.code == SIGNED_OUT:
                self.state = "signed out"
                return
            raise

    async def _next(self, socket: ClientConnection) -> dict[str, Any]:
        """The next message; after some silence a ping, and the line's end if nothing answers."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PING_EVERY) as self._limit:
                return dict(json.loads(await socket.recv()))
        patience, self._pong_within = self._pong_within, PONG_WITHIN
        before, self.state = self.state, "pinging"
        await self._send(socket, op="ping")
        async with asyncio.timeout(patience) as self._limit:
            message = dict(json.loads(await socket.recv()))
        self.state = before
        return message

    async def _obey(self, socket: ClientConnection, message: dict[str, Any]) -> None:
        self._failures = 0
        match message["op"]:
            case "update":
                self.state, self.current_at = "live", time.monotonic()
                self._apply(message["parts"])
                await self._send(socket, op="ack", id=1)
            case "same":
                self.state, self.current_at = "live", time.monotonic()
            case "late":
                self.state = "late"

    def _apply(self, parts: dict[str, dict[str, str]]) -> None:
        self.updates += 1
        for name, part in parts.items():
            assert part.get("of", self.digests[name]) == self.digests[name], "a patch of something else"
            self.shown[name], self.digests[name] = patched(self.shown[name], part), part["digest"]

    async def _send(self, socket: ClientConnection, **message: Any) -> None:
        await socket.send(json.dumps(message))

    async def _pause(self) -> None:
        span = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._failures)
        self._failures += 1
        self._awake.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(random.random() * span):
                await self._awake.wait()


@asynccontextmanager
async def open_tabs(address: str, keys: Collection[str], url: str, each: int = 1) -> AsyncIterator[list[Tab]]:
    """`each` tabs for each session, on a page that was loaded just before; they are live when the block begins."""
    pages = await asyncio.gather(*(load(address, key, url) for key in keys))
    tabs = [Tab(address, key, url, page) for key, page in zip(keys, pages, strict=True) for _ in range(each)]
    tasks = [asyncio.create_task(tab.stay()) for tab in tabs]
    try:
        async with asyncio.timeout(60):
            while not all(tab.state == "live" for tab in tabs):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        yield tabs
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def converge(
    tabs: Collection[Tab], *, since: float | None = None, within: float = 5.0, address: str = "", alike: bool = False
) -> list[float]:
    """Wait until every tab shows what a fresh load of its page shows; return how long each took, sorted, in seconds.

    The time runs from `since`, or from now; nobody may write any more. `address` is where to load if not through the
    tabs' own line; tabs that are `alike` are compared with the same load.
    """
    since = since or time.monotonic()
    examples = list(tabs)[:1] if alike else tabs
    pages: dict[tuple[str, str], dict[str, str]] = {(tab.key, tab.url): {} for tab in examples}
    for key, url in pages:
        pages[key, url] = fragments_in(await load(address or examples[0].address, key, url, patience=within))
    fresh = {tab: pages[examples[0].key, examples[0].url] if alike else pages[tab.key, tab.url] for tab in tabs}
    while astray := [tab for tab in tabs if tab.state != "live" or tab.shown != fresh[tab]]:
        if time.monotonic() - since > within:
            break
        await asyncio.sleep(0.05)
    times = sorted(float("inf") if tab in astray else max(0.0, tab.current_at - since) for tab in tabs)
    assert times[-1] < within, f"{told(times)}; {_states(tabs)}"
    return times


def told(times: list[float]) -> str:
    """A sorted list of seconds in words."""
    ranks = {"first": 0, "half": len(times) // 2, "9 of 10": len(times) * 9 // 10, "last": len(times) - 1}
    return f"{len(times)} tabs: " + ", ".join(f"{name} after {times[rank]:.2f} s" for name, rank in ranks.items())


def _states(tabs: Collection[Tab]) -> str:
    states = [tab.state for tab in tabs]
    return ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))


async def load(address: str, key: str, url: str, *, patience: float = 0) -> str:
    """A fresh load of a page; with patience also one that fails at first, because a part has only just come back."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return await asyncio.to_thread(_load, address, key, url)
        except OSError:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.05)


def _load(address: str, key: str, url: str) -> str:
    request = Request(address + url, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    with urlopen(request, timeout=20) as answer:
        assert urlsplit(answer.url).path == urlsplit(url).path
        return str(answer.read().decode())
