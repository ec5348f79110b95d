"""A flood against the panel's real server: it costs little, holds nothing, and others are served meanwhile."""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Iterator

import psutil
import pytest
from django.conf import settings
from websockets.asyncio.client import connect

from ..factories import make_user
from ..panel_server import Server, session_key
from ..serving.child import read_to_the_end
from .bench import in_thread

pytestmark = pytest.mark.django_db(transaction=True)

_MIB = 2**20
_PATH = "/canli/akis/"
CLOSED_4001 = b"\x88\x02\x0f\xa1"  # a close frame with the code of those who are signed out


@pytest.fixture
def server(django_db_setup: None) -> Iterator[Server]:
    server = Server(redis="")
    yield server
    server.kill()


def memory_of(server: Server) -> int:
    return int(psutil.Process(server._process.pid).memory_info().rss)


def handshake(server: Server, cookie: str) -> socket.socket:
    """A socket of somebody who knows the protocol and means no good."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    line.sendall(
        f"GET {_PATH} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.address}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nCookie: {settings.SESSION_COOKIE_NAME}={cookie}\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    return line


async def seconds_of_a_ping(server: Server, cookie: str) -> float:
    """How long somebody else waits for a new socket and its first answer."""
    begun = time.monotonic()
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    address = server.address.replace("http", "ws") + _PATH
    async with connect(address, origin=server.address, additional_headers=headers) as line:  # type: ignore[arg-type]
        await line.send('{"op":"ping"}')
        assert json.loads(await line.recv())["op"] == "pong"
    return time.monotonic() - begun


async def test_hundreds_who_are_not_signed_in_hold_nothing(server: Server) -> None:
    good = await in_thread(lambda: session_key(make_user()))
    await seconds_of_a_ping(server, good)
    memory = memory_of(server)
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(handshake(server, f"{number:032x}")) for number in range(400)]
        waited = [await seconds_of_a_ping(server, good) for _ in range(5)]
        for line in lines:  # none of them answers the close, and yet each ends
            assert CLOSED_4001 in await asyncio.to_thread(read_to_the_end, line)
        assert sorted(waited)[2] < 1
        assert memory_of(server) - memory < 40 * _MIB
