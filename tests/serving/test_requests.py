"""What one request may cost: a real server, and clients that do not get to the point or do not take the answer."""

import contextlib
import socket
import time

import pytest

from kafkasder.serving import connections

from .child import MIB, Child, Start, read_to_the_end


def trickle(line: socket.socket, data: bytes) -> None:
    """Send `data` byte by byte, until the other end has enough of it."""
    with contextlib.suppress(OSError):
        for number in range(len(data)):
            line.sendall(data[number : number + 1])
            time.sleep(0.05)


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
    server = serve(BODY_SECONDS=0.5, BODY_PACE=8 * MIB)
    with server.line() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (20 * MIB))
        begun = time.monotonic()
        for part in range(40):
            time.sleep(max(0.0, begun + part * 0.05 - time.monotonic()))
            line.sendall(b"x" * (MIB // 2))
        assert read_to_the_end(line).endswith(b"%d" % (20 * MIB))
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
                for _ in range(40):
                    line.sendall(b"100000\r\n" + b"x" * MIB + b"\r\n")
        assert b" 413 " in read_to_the_end(line)
    assert server.memory - memory < 40 * MIB
    assert len(server.log) == 1


def test_the_body_of_a_form_is_the_applications_business(server: Child) -> None:
    """Twisted would read it in the thread that all connections share, and refuse this one."""
    with server.line() as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data\r\n")
        line.sendall(b"Content-Length: 3\r\n\r\nabc")
        assert read_to_the_end(line).endswith(b"3")


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
