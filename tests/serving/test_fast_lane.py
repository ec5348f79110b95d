"""The short ways of a socket: frames sent as they are, acknowledgements heard at once; and what may come instead."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pytest_django import Settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import Frame, Opcode

from accounts.models import User
from kafkasder.serving.redis import Redis
from tests.live.bench import in_thread, session_key, signed_in

from ..factories import make_user
from ..panel_server import Server, wait_until_idle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with Redis() as redis:
        yield redis


@pytest.fixture(scope="module")
def shared_server(django_db_setup: None, redis: Redis) -> Iterator[Server]:
    server = Server(redis.url)
    yield server
    server.stop()


@pytest.fixture
def server(transactional_db: None, redis: Redis, shared_server: Server, settings: Settings) -> Iterator[Server]:
    """The server of all these tests, which hears through Redis what this one saves."""
    layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [redis.url]}}
    settings.CHANNEL_LAYERS = {"default": layer}
    yield shared_server
    wait_until_idle()


@asynccontextmanager
async def tab(server: Server, receive_buffer: int = 0) -> AsyncIterator[ClientConnection]:
    client = await in_thread(lambda: signed_in(make_user("admin", full_name="Ayşe")))
    address = server.address.replace("http", "ws") + "/canli/akis/"
    cookie = {"Cookie": f"sessionid={session_key(client)}"}
    line_socket = socket.socket()
    if receive_buffer:
        line_socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    line_socket.setblocking(False)
    await asyncio.get_running_loop().sock_connect(line_socket, ("127.0.0.1", server.port))
    async with connect(
        address,
        sock=line_socket,
        origin=server.address,
        additional_headers=cookie,
        compression=None,
        ping_interval=None,
    ) as line:
        await line.send(json.dumps({"op": "watch", "id": 1, "url": "/kullanicilar/", "have": {}}))
        assert (await hear(line))["op"] == "update"
        yield line


async def hear(line: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(20):
        while (message := json.loads(await line.recv()))["op"] == "pace":
            pass
        return dict(message)


def rename(name: str) -> None:
    User.objects.filter(full_name__startswith="Ayşe").update(full_name=f"Ayşe {name}")


ACK = b'{"op":"ack","id":1}'


def frame(opcode: Opcode, data: bytes, *, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin=fin).serialize(mask=True)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([frame(Opcode.TEXT, ACK)], id="alone"),
        pytest.param([frame(Opcode.TEXT, ACK)[:1], frame(Opcode.TEXT, ACK)[1:]], id="in two pieces"),
        pytest.param([bytes([byte]) for byte in frame(Opcode.TEXT, ACK)], id="byte by byte"),
        pytest.param([frame(Opcode.TEXT, b'{"op":"ping"}') + frame(Opcode.TEXT, ACK)], id="after another"),
        pytest.param([frame(Opcode.TEXT, ACK) + frame(Opcode.TEXT, b'{"op":"ping"}')], id="before another"),
        pytest.param(
            [frame(Opcode.TEXT, ACK[:5], fin=False), frame(Opcode.CONT, ACK[5:])], id="in two frames"
        ),
        pytest.param(
            [frame(Opcode.TEXT, ACK[:5], fin=False), frame(Opcode.PING, b"x"), frame(Opcode.CONT, ACK[5:])],
            id="with a ping between",
        ),
        pytest.param([frame(Opcode.TEXT, b'{"id": 1, "op": "ack"}')], id="in other words"),
    ],
)  # fmt: skip
async def test_an_acknowledgement_is_heard_in_whatever_way_it_comes(server: Server, pieces: list[bytes]) -> None:
    async with tab(server) as line:
        await in_thread(rename, "bir")  # must wait: the first update was not acknowledged
        await asyncio.sleep(0.5)
        for piece in pieces:
            line.transport.write(piece)
            await asyncio.sleep(0.01)
        while (message := await hear(line))["op"] != "update":
            assert message["op"] == "pong"
        assert "Ayşe bir" in json.dumps(message, ensure_ascii=False)


async def test_without_an_acknowledgement_nothing_more_is_sent(server: Server) -> None:
    async with tab(server) as line:
        for wrong in (b'{"op":"ack","id":2}', b'{"op":"ack","id":11}'):
            line.transport.write(frame(Opcode.TEXT, wrong))
        await in_thread(rename, "bir")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await hear(line)


async def test_what_is_read_late_arrives_whole_and_in_order(server: Server) -> None:
    """Also where a frame does not fit into what the system takes at once, and others wait behind it."""
    async with tab(server, receive_buffer=4096) as line:
        line.transport.pause_reading()
        for number in range(2, 42):
            await line.send(json.dumps({"op": "watch", "id": number, "url": f"/kullanicilar/?q={number}", "have": {}}))
            await line.send(json.dumps({"op": "ping"}))
            await asyncio.sleep(0.05)
        line.transport.resume_reading()
        heard = [await hear(line) for _ in range(80)]
        assert sorted(each["id"] for each in heard if each["op"] == "update") == list(range(2, 42))
        assert sum(each["op"] == "pong" for each in heard) == 40
