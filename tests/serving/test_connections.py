"""What one connection may cost: a real server, and clients that do not read or do not stop."""

import asyncio
import contextlib
import socket
import struct
import time

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode

from kafkasder.live.conf import LiveSettings
from kafkasder.serving import connections

from .child import MIB, PATIENCE, Child, Start


async def close_code(line: ClientConnection) -> int | None:
    async with asyncio.timeout(PATIENCE):
        with contextlib.suppress(ConnectionClosed):
            while True:
                await line.recv()
    return line.close_code


def handshake(line: socket.socket) -> None:
    line.sendall(
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    assert b" 101 " in line.recv(65_536)


def frame(payload: bytes, opcode: int = 1, *, fin: bool = True, masked: bool = True) -> bytes:
    """A frame as a client sends it; its mask of zeros leaves the payload as it is."""
    size = len(payload)
    assert size < 65_536
    length = bytes([size | 128 * masked]) if size < 126 else struct.pack("!BH", 126 | 128 * masked, size)
    return bytes([opcode | 128 * fin]) + length + b"\0\0\0\0" * masked + payload


def flood(line: socket.socket, data: bytes, *, seconds: float = PATIENCE) -> bool:
    """Send `data` again and again; whether the other end has cut the line meanwhile."""
    line.settimeout(0.2)
    deadline, rest = time.monotonic() + seconds, b""
    while time.monotonic() < deadline:
        rest = rest or data  # a full line takes a part of it
        try:
            rest = rest[line.send(rest) :]
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_the_limits_of_the_floors_agree() -> None:
    """Neither imports the other: what the live layer lets pass must get as far as that."""
    assert LiveSettings.message_bytes <= connections.MESSAGE_BYTES
    assert LiveSettings.burst < connections.WAITING_MESSAGES


# Who does not read


def test_who_never_reads_is_cut_off_before_it_costs_memory(server: Child) -> None:
    memory = server.memory
    with server.line(receive_buffer=4096) as line:
        handshake(line)
        # At 4 MiB at once; where the server stopped listening before, when 30 seconds are over.
        assert flood(line, frame(b"say 500000".ljust(10_000)), seconds=PATIENCE + 15)
        assert server.memory - memory < 60 * MIB
    assert len(server.log) == 1
    assert "does not read" in server.log[0]
    assert server.get().endswith(b"0")


def test_who_leaves_a_little_unread_is_cut_off_in_time(serve: Start) -> None:
    server = serve(UNREAD_SECONDS=1, UNSENT_BYTES=64 * MIB)
    with server.line(receive_buffer=4096) as line:
        handshake(line)
        line.sendall(frame(b"say 8000000"))
        assert flood(line, frame(b"", opcode=10), seconds=PATIENCE)  # pongs that nobody asked for
    assert len(server.log) == 1
    assert "does not read" in server.log[0]


async def test_who_reads_slowly_gets_everything(server: Child) -> None:
    async with server.connect(max_size=None) as line:
        for _ in range(5):
            await line.send("say 3500000")
            await asyncio.sleep(0.2)
            assert len(await line.recv()) == 3_500_000
        await line.send("again")
        assert await line.recv() == "heard"
    assert not server.log


# Who does not stop


async def test_who_sends_faster_than_it_is_served_is_closed(server: Child) -> None:
    memory = server.memory
    async with server.connect() as line:
        await line.send("sleep")
        with contextlib.suppress(ConnectionClosed):
            for _ in range(20_000):
                await line.send("x" * 10_000)
        assert await close_code(line) == 4008
    assert server.memory - memory < 30 * MIB
    assert len(server.log) == 1
    assert "faster" in server.log[0]


@pytest.mark.parametrize("opcode", [Opcode.PING, Opcode.PONG])
async def test_who_floods_with_pings_is_closed(server: Child, opcode: Opcode) -> None:
    async with server.connect() as line:
        line.transport.write(frame(b"", opcode) * 1000)
        assert await close_code(line) == 4008
    assert len(server.log) == 1


async def test_a_socket_that_is_too_old_is_closed_like_any_other(serve: Start) -> None:
    """After a day; the browser comes back by itself."""
    server = serve(socket_seconds=1)
    async with server.connect() as line:
        assert await close_code(line) == 1000
    assert not server.log


async def test_a_socket_that_its_application_left_is_closed(server: Child) -> None:
    async with server.connect() as line:
        await line.send("leave")
        assert await close_code(line) == 1011


# What is no message

_MESSAGE = connections.MESSAGE_BYTES


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(frame(b"x" * (_MESSAGE + 1)), 1009, id="too big"),
        pytest.param(b"\x81\xff" + struct.pack("!Q", 2**62) + b"\0\0\0\0" + b"x" * 1000, 1009, id="far too big"),
        pytest.param(
            frame(b"x" * 9_000, fin=False) + frame(b"x" * 9_000, opcode=0), 1009, id="too big in two fragments"
        ),
        pytest.param(frame(b"x", fin=False) + frame(b"", opcode=0, fin=False) * 1000, 1009, id="endless fragments"),
        pytest.param(frame(b"\xff\xfe"), 1007, id="no UTF-8"),
        pytest.param(frame(b"\xe2\x82"), 1007, id="half a letter"),
        pytest.param(frame(b"hello", masked=False), 1002, id="unmasked"),
        pytest.param(frame(b"", opcode=5), 1002, id="unknown opcode"),
        pytest.param(frame(b"x" * 200, opcode=9), 1002, id="long ping"),
        pytest.param(frame(b"x", opcode=0), 1002, id="a fragment of nothing"),
    ],
)
async def test_what_breaks_the_protocol_gets_its_code_and_one_line(server: Child, data: bytes, code: int) -> None:
    async with server.connect() as line:
        line.transport.write(data)
        assert await close_code(line) == code
    assert len(server.log) == 1
    assert f"with {code}: " in server.log[0]


async def test_the_largest_message_and_a_fragmented_one_are_heard(server: Child) -> None:
    async with server.connect() as line:
        await line.send("x" * _MESSAGE)
        assert await line.recv() == "heard"
        await line.send(["say", " ", "20", "0000"])
        assert len(await line.recv()) == 200_000  # what goes out may be larger than what comes in
    assert not server.log


# Many at once


def test_others_are_served_while_hundreds_dawdle(server: Child) -> None:
    memory = server.memory
    beginnings = [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nx",
        b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n",
    ]
    with contextlib.ExitStack() as stack:
        for number in range(500):
            line = stack.enter_context(server.line())
            line.sendall(beginnings[number % len(beginnings)])
        for _ in range(20):
            begun = time.monotonic()
            assert server.get().endswith(b"0")
            assert time.monotonic() - begun < 1
        assert server.memory - memory < 30 * MIB


def test_when_there_is_no_room_one_is_told_to_come_later(serve: Start) -> None:
    server = serve(files=100)  # room for half of that
    lines = [server.line() for _ in range(60)]
    try:
        assert server.get().startswith(b"HTTP/1.1 503 ")
        assert len(server.log) == 1
    finally:
        for line in lines:
            line.close()
    deadline = time.monotonic() + PATIENCE
    while b" 503 " in server.get():
        assert time.monotonic() < deadline


async def test_a_socket_that_leaves_makes_room(serve: Start) -> None:
    server = serve(files=100)
    for _ in range(60):
        async with server.connect() as line:
            await line.send("hello")
            assert await line.recv() == "heard"
