"""A WebSocket with next to no cost of its own.

All tabs of a measurement share one process. What it spends on a message would be measured as if the server had spent
it, so a tab that only has to note when something came, and to acknowledge it, does so without a library.
"""

import asyncio
import os
import time
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urlsplit

Heard = Callable[[bytes, float], None]

TEXT, PING, PONG = 0x81, 0x89, 0x8A  # each as the only frame of its message


def frame(text: str) -> bytes:
    """A short text as a browser sends it: masked, here with a mask that changes nothing."""
    payload = text.encode()
    size = len(payload)
    head = bytes([TEXT, 0x80 | size]) if size < 126 else bytes([TEXT, 0xFE]) + size.to_bytes(2, "big")
    return head + bytes(4) + payload


class Wire(asyncio.Protocol):
    """One connection; `heard(message, moment)` is told of each text message."""

    def __init__(self, heard: Heard) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._heard = heard
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("refused"))

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def close(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        moment = time.monotonic()
        self._buffer = self._buffer + data if self._buffer else data
        if not self.opened.done() and not self._take_answer():
            return
        while (message := self._next_message()) is not None:
            self._heard(message, moment)

    def _take_answer(self) -> bool:
        answer, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return False
        self._buffer = rest
        if answer.startswith(b"HTTP/1.1 101 "):
            self.opened.set_result(None)
            return True
        self.opened.set_exception(ConnectionError(answer.partition(b"\r\n")[0].decode()))
        return False

    def _next_message(self) -> bytes | None:
        data = self._buffer
        if len(data) < 2:
            return None
        size, begin = data[1], 2
        if size == 126:
            size, begin = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, begin = int.from_bytes(data[2:10], "big"), 10
        if len(data) < begin + size:
            return None
        self._buffer = data[begin + size :]
        payload = data[begin : begin + size]
        if data[0] == PING:
            self.write(bytes([PONG, 0x80 | size]) + bytes(4) + payload)
            return self._next_message()
        if data[0] != TEXT:
            raise ConnectionError(f"a frame of another kind: {data[0]:#x}")
        return payload


async def open_wire(address: str, headers: dict[str, str], heard: Heard) -> Wire:
    parts = urlsplit(address)
    loop = asyncio.get_running_loop()
    _, wire = await loop.create_connection(lambda: Wire(heard), parts.hostname, parts.port)
    asked = {
        "Host": parts.netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
    }
    lines = [f"GET {parts.path} HTTP/1.1", *(f"{name}: {value}" for name, value in (asked | headers).items()), "", ""]
    wire.write("\r\n".join(lines).encode())
    await wire.opened
    return wire
