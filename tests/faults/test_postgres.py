"""PostgreSQL restarted: what was shown stays, the tabs are told that it may be old, and then all are right again."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from kafkasder.serving.postgres import Postgres
from tests.live.bench import in_thread
from tests.panel_server import copied_database

from .conftest import until
from .tab import converge


@pytest.fixture
def database(people) -> Iterator[tuple[Postgres, str]]:
    with copied_database() as copied:
        yield copied


@pytest.mark.parametrize("seconds", [0, 8])  # at once; so late that whoever waits longer each time waits long by then
async def test_a_restarted_database(seconds: float, serve, tabs, writing, database) -> None:
    postgres, url = database
    server = serve(DATABASE_URL=url)
    async with tabs(server.address) as all_tabs, writing(DATABASE_URL=url) as writer:
        await until(lambda: all(tab.updates for tab in all_tabs))
        await in_thread(postgres.stop)
        await asyncio.sleep(seconds)
        await in_thread(postgres.start)
        back = time.monotonic()
        account = await writer.stop()
        await converge(all_tabs, since=back)
        assert all(len(tab.opened) == 1 for tab in all_tabs)
    assert account["faults"]
