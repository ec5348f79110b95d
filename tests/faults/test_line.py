"""The line between browser and server: cut again and again, frozen without a word, and mended."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.panel_server import Server

from .conftest import SETTINGS, until
from .proxy import Proxy
from .tab import AFTER_SLEEP_WITHIN, converge


@pytest.fixture(scope="module")
def server(django_db_setup, redis) -> Iterator[Server]:
    """The one that these tests share: it loses nothing but its tabs."""
    server = Server(redis.url, DJANGO_SETTINGS_MODULE=SETTINGS)
    yield server
    server.kill()


async def test_a_line_that_is_cut_for_two_seconds_again_and_again(server, tabs, writing) -> None:
    with Proxy(server.port) as line:
        async with tabs(line.address) as open_tabs, writing() as writer:
            for _ in range(3):
                line.cut()
                await asyncio.sleep(2)
                line.mend()
                await asyncio.sleep(1)
            line.cut()
            await asyncio.sleep(2)
            await writer.stop()
            line.mend()
            await converge(open_tabs)
            assert all(len(tab.opened) > 1 for tab in open_tabs)


async def test_a_line_that_breaks_every_moment(server, tabs, writing) -> None:
    """Sockets are let in and broken in the middle of updates; nothing adds up to a wrong page."""
    with Proxy(server.port) as line:
        async with tabs(line.address, each=4) as open_tabs, writing() as writer:
            for _ in range(20):
                line.drop()
                await asyncio.sleep(0.2)
            await writer.stop()
            await converge(open_tabs)


@pytest.mark.parametrize("asleep", ["all the time", "until it tries again"])
async def test_a_laptop_sleeps_and_wakes(asleep: str, server, tabs, writing) -> None:
    """Nothing tells a sleeping laptop that its connections are gone; what it asks for when it wakes is lost, too."""
    with Proxy(server.port) as line:
        async with tabs(line.address) as open_tabs, writing() as writer:
            line.freeze()
            await asyncio.sleep(1)
            if asleep == "until it tries again":  # into a network that is not yet there
                for tab in open_tabs:
                    tab.wake()
                await until(lambda: all(tab.state == "connecting" for tab in open_tabs), AFTER_SLEEP_WITHIN + 5)
            await writer.stop()
            line.mend()
            for tab in open_tabs:
                tab.wake()
            await converge(open_tabs, address=server.address)
            assert all(len(tab.opened) == 2 for tab in open_tabs)
