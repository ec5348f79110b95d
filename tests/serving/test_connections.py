"""What one connection may cost: a real server, and clients that do not read, do not stop or do not get to the point."""

import asyncio
import contextlib
import os
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode

from kafkasder.live.conf import LiveSettings
from kafkasder.serving import connections
from kafkasder.serving.redis import free_port

_SCRIPT = """
from kafkasder.serving import connections, server
numbers = {numbers}
vars(connections).update(numbers)
rest = ["--websocket_timeout", str(numbers.get("socket_seconds", 86400)), "tests.serving.wide_asgi:application"]
server.serve(["--bind", "127.0.0.1", "--port", "{port}", "--verbosity", "0", *rest])
"""
_PATIENCE = 30  # seconds until something that must happen is missed
_MIB = 2**20


class Child:
    """A server with some of its limits brought within reach of a test."""

    def __init__(self, log: Path, numbers: dict[str, float], files: int | None) -> None:
        self.port = free_port()
        self._log = log
        self._known = 0
        script = _SCRIPT.format(port=self.port, numbers=numbers)
        command = [sys.executable, "-c", script]
        if files:
            command = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *command]
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=dict(os.environ), stderr=output)
        self._wait_until_it_answers()

    @property
    def memory(self) -> int:
        """Bytes of real memory that the process holds."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    @property
    def log(self) -> list[str]:
        """What it complained of since the test began."""
        return self._log.read_text().splitlines()[self._known :]

    def forget_log(self) -> None:
        self._known += len(self.log)

    def line(self, receive_buffer: int | None = None) -> socket.socket:
        line = socket.socket()
        if receive_buffer:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        line.settimeout(_PATIENCE)
        try:
            line.connect(("127.0.0.1", self.port))
        except OSError:
            line.close()
            raise
        return line

    def get(self, path: str = "/") -> bytes:
        with self.line() as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            return read_to_the_end(line)

    def connect(self, **options: object) -> connect:
        return connect(f"ws://127.0.0.1:{self.port}/", **options)  # type: ignore[arg-type]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                self.get()
                return
            time.sleep(0.05)
        raise AssertionError("the server did not start")


Start = Callable[..., Child]


@pytest.fixture(scope="module")
def shared_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    child = Child(tmp_path_factory.mktemp("server") / "log", {}, None)
    yield child
    child.stop()


@pytest.fixture
def server(shared_child: Child) -> Child:
    """A server with the limits of every day."""
    shared_child.forget_log()
    return shared_child


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Start]:
    """`serve(UNREAD_SECONDS=1)` starts a server; `files` is how many it may open."""
    children: list[Child] = []

    def start(*, files: int | None = None, **numbers: float) -> Child:
        children.append(Child(tmp_path / f"{len(children)}.log", numbers, files))
        return children[-1]

    yield start
    for child in children:
        child.stop()


def read_to_the_end(line: socket.socket) -> bytes:
    """All that comes until the line is closed."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := line.recv(65_536):
            received += chunk
    return received


async def close_code(line: ClientConnection) -> int | None:
    async with asyncio.timeout(_PATIENCE):
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


def flood(line: socket.socket, data: bytes, *, seconds: float = _PATIENCE) -> bool:
    """Send `data` again and again; whether the other end has cut the line meanwhile."""
    line.settimeout(0.2)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            line.send(data)
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def trickle(line: socket.socket, data: bytes) -> None:
    """Send `data` byte by byte, until the other end has enough of it."""
    with contextlib.suppress(OSError):
        for number in range(len(data)):
            line.sendall(data[number : number + 1])
            time.sleep(0.05)


def test_the_limits_of_the_floors_agree() -> None:
    """Neither imports the other: what the live layer lets pass must get as far as that."""
    assert LiveSettings.message_bytes <= connections.MESSAGE_BYTES
    assert LiveSettings.burst < connections.WAITING_MESSAGES


# Who does not read


def test_who_never_reads_is_cut_off_before_it_costs_memory(server: Child) -> None:
    memory = server.memory
    with server.line(receive_buffer=4096) as line:
        handshake(line)
        assert flood(line, frame(b"say 500000".ljust(10_000)))
        assert server.memory - memory < 60 * _MIB
    assert len(server.log) == 1
    assert "does not read" in server.log[0]
    assert server.get().endswith(b"0")


def test_who_leaves_a_little_unread_is_cut_off_in_time(serve: Start) -> None:
    server = serve(UNREAD_SECONDS=1, UNSENT_BYTES=64 * _MIB)
    with server.line(receive_buffer=4096) as line:
        handshake(line)
        line.sendall(frame(b"say 8000000"))
        assert flood(line, frame(b"", opcode=10), seconds=_PATIENCE)  # pongs that nobody asked for
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
    assert server.memory - memory < 30 * _MIB
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


# Who does not come to the point


def test_headers_that_trickle_are_not_waited_for(serve: Start) -> None:
    server = serve(HEADERS_SECONDS=1)
    with server.line() as line:
        line.sendall(b"GET / HTTP/1.1\r\n")
        trickle(line, b"X: y\r\n" * 6)
        assert b" 408 " in read_to_the_end(line)
    assert len(server.log) == 1


def test_a_body_that_trickles_is_not_waited_for(serve: Start) -> None:
    server = serve(BODY_SECONDS=1)
    with server.line() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        trickle(line, b"x" * 40)
        assert b" 408 " in read_to_the_end(line)
    assert len(server.log) == 1


def test_a_body_that_comes_at_a_slow_pace_is_waited_for(serve: Start) -> None:
    """Twenty megabytes, in the time that twenty minutes stand for."""
    server = serve(BODY_SECONDS=0.5, BODY_PACE=8 * _MIB)
    with server.line() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (20 * _MIB))
        begun = time.monotonic()
        for part in range(40):
            time.sleep(max(0.0, begun + part * 0.05 - time.monotonic()))
            line.sendall(b"x" * (_MIB // 2))
        assert read_to_the_end(line).endswith(b"%d" % (20 * _MIB))
    assert time.monotonic() - begun > 1.5
    assert not server.log


@pytest.mark.parametrize(
    "header", [b"Content-Length: %d" % (connections.BODY_BYTES + 1), b"Transfer-Encoding: chunked"]
)
def test_a_body_that_is_too_big_is_refused(server: Child, header: bytes) -> None:
    memory = server.memory
    with server.line() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n")
        if b"chunked" in header:
            with contextlib.suppress(OSError):
                for _ in range(30):
                    line.sendall(b"100000\r\n" + b"x" * _MIB + b"\r\n")
        assert b" 413 " in read_to_the_end(line)
    assert server.memory - memory < 40 * _MIB
    assert len(server.log) == 1


@pytest.mark.parametrize("header", [b"X: " + b"y" * 20_000, b"X: y\r\n" * 600])
def test_headers_have_an_end(server: Child, header: bytes) -> None:
    with server.line() as line:
        line.sendall(b"GET / HTTP/1.1\r\n" + header + b"\r\n\r\n")
        assert read_to_the_end(line)[9:12] in (b"400", b"431")


@pytest.mark.parametrize("connection", [b"close", b"keep-alive"])
def test_an_answer_that_nobody_reads_is_thrown_away(serve: Start, connection: bytes) -> None:
    server = serve(READ_SECONDS=1, IDLE_SECONDS=1)
    with server.line(receive_buffer=4096) as line:
        line.sendall(b"GET /?20000000 HTTP/1.1\r\nHost: x\r\nConnection: %s\r\n\r\n" % connection)
        time.sleep(3.5)
        assert len(read_to_the_end(line)) < 20_000_000


@pytest.mark.parametrize("connection", [b"close", b"keep-alive"])
def test_an_answer_that_is_read_slowly_is_read_to_the_end(serve: Start, connection: bytes) -> None:
    server = serve(READ_SECONDS=1, IDLE_SECONDS=1)
    with server.line() as line:
        line.sendall(b"GET /?30000000 HTTP/1.1\r\nHost: x\r\nConnection: %s\r\n\r\n" % connection)
        begun, received = time.monotonic(), 0
        while received < 30_000_000 and (chunk := line.recv(500_000)):
            received += len(chunk)
            time.sleep(max(0.0, begun + received / 10_000_000 - time.monotonic()))
        assert received > 30_000_000
    assert time.monotonic() - begun > 2.5


def test_a_connection_that_asks_nothing_ends(serve: Start) -> None:
    with serve(IDLE_SECONDS=1).line() as line:
        assert read_to_the_end(line) == b""


def test_a_kept_connection_serves_one_request_after_the_other(server: Child) -> None:
    with server.line() as line:
        for size in (0, 3, 70_000):
            line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size)
            assert line.recv(65_536).endswith(b"\r\n\r\n%d" % size)
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
        received = b""
        while received.count(b" 200 ") < 3:
            received += line.recv(65_536)


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
        assert server.memory - memory < 30 * _MIB


def test_when_there_is_no_room_one_is_told_to_come_later(serve: Start) -> None:
    server = serve(files=100)  # room for half of that
    lines = [server.line() for _ in range(60)]
    try:
        assert server.get().startswith(b"HTTP/1.1 503 ")
        assert len(server.log) == 1
    finally:
        for line in lines:
            line.close()
    deadline = time.monotonic() + _PATIENCE
    while b" 503 " in server.get():
        assert time.monotonic() < deadline


async def test_a_socket_that_leaves_makes_room(serve: Start) -> None:
    server = serve(files=100)
    for _ in range(60):
        async with server.connect() as line:
            await line.send("hello")
            assert await line.recv() == "heard"
