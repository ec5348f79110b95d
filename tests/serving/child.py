"""A real server in a process of its own, for tests of what one connection may cost."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from django.conf import settings
from websockets.asyncio.client import connect

from kafkasder.serving.redis import free_port

_SCRIPT = """
from kafkasder.serving import connections, server
numbers = {numbers}
vars(connections).update(numbers)
rest = ["--websocket_timeout", str(numbers.get("socket_seconds", 86400)), "tests.serving.wide_asgi:application"]
server.serve(["--bind", "127.0.0.1", "--port", "{port}", "--verbosity", "0", *rest])
"""
PATIENCE = 30  # seconds until something that must happen is missed
MIB = 2**20


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
        line.settimeout(PATIENCE)
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
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                self.get()
                return
            time.sleep(0.05)
        raise AssertionError("the server did not start")


def read_to_the_end(line: socket.socket) -> bytes:
    """All that comes until the line is closed."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := line.recv(65_536):
            received += chunk
    return received


Start = Callable[..., Child]
