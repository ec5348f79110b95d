"""Browser tabs, thousands of them in one process of their own, that do what they are told over its input.

    python -m benchmarks.live.tabs

An order is a line of JSON, and so is its answer. A live tab does what `static/js/live.js` does: it watches with the
digests of the page that it has loaded, acknowledges each update, asks whether the line is alive, and comes back at a
random moment within a span that doubles. Other tabs listen only, or load a page anew whenever they are told something.
"""

import asyncio
import gc
import json
import random
import re
import sys
import time
from contextlib import AsyncExitStack, nullcontext, suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from .lean import Wire, frame, open_wire

ACK = frame('{"op":"ack","id":1}')
ACK_AFTER = 0.05  # seconds, as over a network


def _seconds(name: str) -> float:
    """A time of the browser's own script."""
    script = Path("static/js/live/line.js").read_text()
    found = re.search(rf"const {name} = ([\d_]+);", script)
    assert found, f"line.js has no {name}"
    return int(found[1]) / 1000


FIRST_PAUSE, LONGEST_PAUSE = _seconds("FIRST_PAUSE"), _seconds("LONGEST_PAUSE")
PING_EVERY, PONG_WITHIN, OPEN_WITHIN = _seconds("PING_EVERY"), _seconds("PONG_WITHIN"), _seconds("OPEN_WITHIN")
AT_ONCE = 20  # handshakes, and pages that are loaded anew: the panel would turn away more than it has connections for


class Tab:
    """What all tabs of one order have in common stands in `plan`, the order itself."""

    def __init__(self, crowd: "Crowd", plan: dict[str, Any], number: int) -> None:
        self.crowd = crowd
        self.plan = plan
        cookies = plan.get("cookies") or [""]
        self.cookie = cookies[number % len(cookies)]
        pages = plan.get("pages") or [None]
        self.page = pages[number % len(pages)]
        self.have: dict[str, str] = dict(self.page["have"]) if self.page else {}
        self.current = asyncio.Event()
        self.current_at = 0.0
        self.heard_at = 0.0
        self.ready = asyncio.get_running_loop().create_future()
        self.failures = 0

    async def live(self) -> None:
        while True:
            with suppress(OSError, WebSocketException, TimeoutError):
                await self._visit()
            if not self.plan.get("returns"):
                return
            span = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self.failures)
            self.failures += 1
            await asyncio.sleep(random.random() * span)

    async def _visit(self) -> None:
        async with AsyncExitStack() as stack:
            async with self.crowd.doors if not self.ready.done() else nullcontext():
                socket = await stack.enter_async_context(self._connect())
            stack.callback(socket.transport.abort)  # a tab that is closed says nothing
            self.crowd.visits += 1
            self.heard_at = time.monotonic()
            if self.page:
                watch = {"op": "watch", "id": 1, "url": self.page["url"], "have": self.have, "lang": "tr"}
                await socket.send(json.dumps(watch))
            else:
                self._be_ready()
            if self.plan.get("pings"):
                stack.callback(asyncio.create_task(self._ping(socket)).cancel)
            while True:
                await self._take(socket, await socket.recv(decode=False))

    def _connect(self) -> connect:
        return connect(
            self.plan["address"],
            origin=self.plan.get("origin"),
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            compression=None,
            ping_interval=None,
            open_timeout=OPEN_WITHIN,
            close_timeout=0.1,
            max_size=None,
        )

    async def _take(self, socket: ClientConnection, message: bytes) -> None:
        self.heard_at = now = time.monotonic()
        self.failures = 0
        if not self.page:
            if "fetch" in self.plan:
                await self._fetch(**self.plan["fetch"])
                now = time.monotonic()
            self.crowd.note(now, message)
            return
        operation = message[:40]
        if b'"update"' in operation:
            self.crowd.note(now, message)
            await socket.send('{"op":"ack","id":1}')
            if self.plan.get("reads"):
                self.have |= {name: part["digest"] for name, part in json.loads(message)["parts"].items()}
        if b'"update"' in operation or b'"same"' in operation:
            self.current_at = now
            self.current.set()
            self._be_ready()

    async def wait_for(self, have: dict[str, str], since: float) -> None:
        """Wait until the tab holds `have` and has been told, after `since`, that this is current."""
        while self.have != have or self.current_at < since:
            self.current.clear()
            await self.current.wait()

    def _be_ready(self) -> None:
        if not self.ready.done():
            self.ready.set_result(None)

    async def _ping(self, socket: ClientConnection) -> None:
        while True:
            quiet = time.monotonic() - self.heard_at
            if quiet < PING_EVERY:
                await asyncio.sleep(PING_EVERY - quiet)
                continue
            asked = time.monotonic()
            await socket.send('{"op":"ping"}')
            await asyncio.sleep(PONG_WITHIN)
            if self.heard_at < asked:
                socket.transport.abort()
                return

    async def _fetch(self, port: int, path: str) -> None:
        async with self.crowd.doors:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {self.cookie}"]
            lines += ["Accept: text/html", "Accept-Encoding: gzip, br", "Connection: close", "", ""]
            writer.write("\r\n".join(lines).encode())
            answer = await reader.read(-1)
            writer.close()
        if not answer.startswith(b"HTTP/1.1 200 "):
            self.crowd.failed += 1


class LeanTab(Tab):
    """A tab that only notes what comes and acknowledges it."""

    async def live(self) -> None:
        async with self.crowd.doors:
            headers = {"Origin": self.plan.get("origin", ""), "Cookie": self.cookie}
            given = {name: value for name, value in headers.items() if value}
            self.wire = await open_wire(self.plan["address"], given, self._hear)
        self.crowd.visits += 1
        if self.page:
            watch = {"op": "watch", "id": 1, "url": self.page["url"], "have": self.have, "lang": "tr"}
            self.wire.write(frame(json.dumps(watch)))
        else:
            self._be_ready()
        try:
            await asyncio.Future()
        finally:
            self.wire.close()

    def _hear(self, message: bytes, moment: float) -> None:
        if not self.page or message.startswith(b'{"op":"update"'):
            self.crowd.note(moment, message)
            if self.page:
                self.crowd.acknowledge_soon(self.wire)
        self._be_ready()

    @staticmethod
    def suits(plan: dict[str, Any]) -> bool:
        return not any(plan.get(name) for name in ("fetch", "pings", "reads", "returns"))


class Crowd:
    def __init__(self) -> None:
        self.tabs: list[Tab] = []
        self.doors = asyncio.Semaphore(AT_ONCE)
        self.times: list[float] = []
        self.bytes = 0
        self.message = b""
        self.failed = 0
        self.visits = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._wanted = 0
        self._to_acknowledge: list[Wire] = []
        self._all_heard: asyncio.Future[None] | None = None

    def note(self, moment: float, message: bytes) -> None:
        self.times.append(moment)
        self.bytes += len(message)
        self.message = message
        if self._all_heard and len(self.times) == self._wanted:
            self._all_heard.set_result(None)

    def acknowledge_soon(self, wire: Wire) -> None:
        """Let a tab answer a moment later: on a machine of its own that would hold up no other tab."""
        if not self._to_acknowledge:
            asyncio.get_running_loop().call_later(ACK_AFTER, self._acknowledge)
        self._to_acknowledge.append(wire)

    def _acknowledge(self) -> None:
        wires, self._to_acknowledge = self._to_acknowledge, []
        for wire in wires:
            wire.write(ACK)

    async def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        return await getattr(self, f"do_{order['do']}")(order)

    async def do_open(self, order: dict[str, Any]) -> dict[str, Any]:
        """Open `count` more tabs and wait until each of them knows that what it shows is current."""
        began = time.monotonic()
        kind = LeanTab if LeanTab.suits(order) else Tab
        fresh = [kind(self, order, len(self.tabs) + number) for number in range(order["count"])]
        self.tabs += fresh
        tasks = [asyncio.create_task(tab.live()) for tab in fresh]
        self._tasks += tasks
        ready = asyncio.gather(*(tab.ready for tab in fresh))
        await asyncio.wait([ready, *tasks], timeout=120, return_when=asyncio.FIRST_COMPLETED)
        missing = sum(not tab.ready.done() for tab in fresh)
        gc.collect()
        gc.freeze()  # thousands of tabs are walked through in a tenth of a second, which a measurement would show
        return {"tabs": len(self.tabs), "missing": missing, "seconds": time.monotonic() - began}

    async def do_arm(self, order: dict[str, Any]) -> dict[str, Any]:
        """From now on count what comes."""
        self.times, self.bytes, self.failed, self.visits = [], 0, 0, 0
        self._wanted = len(self.tabs)
        self._all_heard = asyncio.get_running_loop().create_future()
        gc.collect()
        return {}

    async def do_arrivals(self, order: dict[str, Any]) -> dict[str, Any]:
        """Wait until something came to every tab."""
        assert self._all_heard is not None
        if len(self.times) < self._wanted:
            await asyncio.wait([self._all_heard], timeout=order["timeout"])
        counts = {"bytes": self.bytes, "failed": self.failed, "wanted": self._wanted}
        return {"times": sorted(self.times), "message": self.message.decode(), **counts}

    async def do_settled(self, order: dict[str, Any]) -> dict[str, Any]:
        """Wait until every tab knows that `have` is current, and tell when each got to know it."""
        have, since = order["have"], order["since"]
        with suppress(TimeoutError):
            async with asyncio.timeout(order["timeout"]):
                for tab in self.tabs:
                    await tab.wait_for(have, since)
        there = [tab.current_at for tab in self.tabs if tab.have == have and tab.current_at >= since]
        return {"times": sorted(there), "updates": len(self.times), "visits": self.visits}


async def main() -> None:
    orders = asyncio.StreamReader(limit=2**24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    crowd = Crowd()
    while line := await orders.readline():
        print(json.dumps(await crowd.obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
