"""The bench of faults: real servers, a real Redis and a real nginx that lose each other, and tabs that must not mind.

Run it apart from the other tests: `pytest tests/faults`. It measures times, which others would lengthen.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from beneficiaries.models import Household
from kafkasder.serving.redis import Redis
from tests.factories import make_household, make_user
from tests.live.bench import in_thread
from tests.panel_server import Server, database_url, session_key, wait_until_idle

from .children import Child, at_work
from .tab import Tab, open_tabs

SETTINGS = "tests.faults.settings"
LIST = "/haneler/"

Serve = Callable[..., Server]


@pytest.fixture(autouse=True)
def household(transactional_db: None) -> Iterator[Household]:
    """The household that everybody watches and somebody changes."""
    yield make_household(head={"first_name": "Zehra", "last_name": "Işık"})
    wait_until_idle()


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with Redis() as server:
        yield server


@pytest.fixture
def serve(redis: Redis) -> Iterator[Serve]:
    """`serve()` starts one more process of the panel, which ends with the test."""
    servers: list[Server] = []

    def start(**environment: str) -> Server:
        servers.append(Server(redis.url, DJANGO_SETTINGS_MODULE=SETTINGS, **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.kill()


@pytest.fixture
def people() -> list[str]:
    """The sessions of a few people of the staff."""
    return [session_key(make_user("staff")) for _ in range(3)]


@pytest.fixture
def tabs(people: list[str]) -> Callable[..., AbstractAsyncContextManager[list[Tab]]]:
    """`tabs(address)`: open tabs of all these people on the list of households."""
    return lambda address, each=2: open_tabs(address, people, LIST, each)


@pytest.fixture
def writing(redis: Redis) -> Callable[..., AbstractAsyncContextManager[Child]]:
    """`writing()`: another process saves all the time while the block runs."""
    ours = {"DATABASE_URL": database_url(), "REDIS_URL": redis.url, "DJANGO_SETTINGS_MODULE": SETTINGS}
    return lambda **environment: at_work("writer", environment=os.environ | ours | environment)


@pytest.fixture
def asking() -> Callable[..., AbstractAsyncContextManager[Child]]:
    """`asking(address)`: somebody asks for pages and saves all the time while the block runs."""

    @asynccontextmanager
    async def ask(address: str, pause: float = 0.01) -> AsyncIterator[Child]:
        session = await in_thread(lambda: session_key(make_user("staff")))
        async with at_work("prober", address, session, str(pause), environment=dict(os.environ)) as child:
            yield child

    return ask


async def until(condition: Callable[[], Any], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
