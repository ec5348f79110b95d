"""The draining server: what was begun is finished, sockets are told to come back, and the end is certain."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from kafkasder.serving.redis import free_port

_SCRIPT = """
from kafkasder.serving import server
server.DrainingServer.drain_seconds = {drain}
server.serve(["--bind", "127.0.0.1", "--port", "{port}", "--verbosity", "0", "tests.serving.slow_asgi:application"])
"""


@pytest.fixture
def server():
    started = []

    def start(drain=8):
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-c", _SCRIPT.format(port=port, drain=drain)], cwd=settings.BASE_DIR, env=dict(os.environ)
        )
        started.append(process)
        _wait(port)
        return process, port

    yield start
    for process in started:
        process.kill()
        process.wait()


def _wait(port):
    for _ in range(200):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def _get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as response:
        return response.read()


@pytest.mark.parametrize("path", ["/slow", "/thread"])
async def test_a_request_under_way_is_finished_and_no_other_begun(server, path):
    process, port = server()
    answer = asyncio.create_task(asyncio.to_thread(_get, port, path))
    await asyncio.sleep(0.5)
    process.terminate()
    await asyncio.sleep(0.3)
    with pytest.raises(OSError, match="refused"):
        await asyncio.to_thread(_get, port, "/")
    assert await answer == b"done"
    assert await asyncio.to_thread(process.wait, 5) == 0


async def test_sockets_are_told_to_come_back(server):
    process, port = server()
    async with connect(f"ws://127.0.0.1:{port}/") as socket:
        process.terminate()
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1012
    assert await asyncio.to_thread(process.wait, 5) == 0


async def test_the_end_comes_although_a_thread_hangs(server):
    process, port = server(drain=0)
    answer = asyncio.create_task(asyncio.to_thread(_get, port, "/thread"))
    await asyncio.sleep(0.5)
    process.terminate()
    begun = time.monotonic()
    await asyncio.to_thread(process.wait, 5)
    assert time.monotonic() - begun < 1.2
    with pytest.raises(OSError):  # noqa: PT011
        await answer
