"""A line that can be cut, refused, frozen and mended: a TCP proxy in a thread of this process."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

from kafkasder.serving.redis import free_port


class Proxy:
    """`with Proxy(port) as line: line.address` leads to `port` of this machine as long as the line is whole.

    `target` may be another port later on.
    """

    def __init__(self, target: int = 0) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._server: asyncio.Server | None = None
        self._calls: set[_Call] = set()
        self._frozen = False

    def __enter__(self) -> "Proxy":
        self._thread.start()
        self.mend()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """Break every connection, and refuse new ones until the line is mended."""
        self._do(self._cut())

    def drop(self) -> None:
        """Break every connection; new ones are taken at once."""
        self._do(self._drop())

    def freeze(self) -> None:
        """Let packets vanish. Nobody is told, and the connections of now stay dead for ever, as after a long sleep."""
        self._do(self._freeze())

    def mend(self) -> None:
        """Take new connections again, and carry what they say."""
        self._do(self._mend())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _cut(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        await self._drop()

    async def _drop(self) -> None:
        calls, self._calls = self._calls, set()
        for call in calls:
            call.hang_up()
        await asyncio.gather(*(call.dialling for call in calls if call.dialling), return_exceptions=True)
        await asyncio.sleep(0)  # what was aborted is closed in the loop's next turn, which may be its last

    async def _freeze(self) -> None:
        self._frozen = True
        for call in self._calls:
            call.dead = True

    async def _mend(self) -> None:
        self._frozen = False
        if self._server is None:
            self._server = await self._loop.create_server(self._answer, "127.0.0.1", self.port, backlog=1024)

    def _answer(self) -> "_Call":
        call = _Call(self.target, dead=self._frozen)
        self._calls.add(call)
        return call


class _Call(asyncio.Protocol):
    """One connection: what comes from the browser. Its `other` half is what comes from the server."""

    def __init__(self, target: int, *, dead: bool) -> None:
        self.dead = dead
        self._target = target
        self._transport: Any = None
        self._other: _Half | None = None
        self._waiting: list[bytes] = []
        self.dialling: asyncio.Task[None] | None = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        if not self.dead:
            self.dialling = asyncio.get_running_loop().create_task(self._connect())

    async def _connect(self) -> None:
        try:
            _, other = await asyncio.get_running_loop().create_connection(
                lambda: _Half(self), "127.0.0.1", self._target
            )
        except OSError:
            self._transport.abort()
            return
        if self._transport.is_closing():  # the browser hung up while its call was put through
            other.transport.abort()
            return
        self._other = other
        for data in self._waiting:
            other.transport.write(data)

    def data_received(self, data: bytes) -> None:
        if self.dead:
            return
        if self._other:
            self._other.transport.write(data)
        else:
            self._waiting.append(data)

    def connection_lost(self, error: Exception | None) -> None:
        if self._other and not self.dead:
            self._other.transport.close()

    def say(self, data: bytes) -> None:
        if not self.dead:
            self._transport.write(data)

    def end(self) -> None:
        if not self.dead:
            self._transport.close()

    def hang_up(self) -> None:
        if self.dialling:
            self.dialling.cancel()
        for transport in filter(None, [self._transport, self._other and self._other.transport]):
            transport.abort()


class _Half(asyncio.Protocol):
    def __init__(self, call: _Call) -> None:
        self._call = call
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._call.say(data)

    def connection_lost(self, error: Exception | None) -> None:
        self._call.end()
