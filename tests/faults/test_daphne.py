"""The panel's own processes: killed, restarted, replaced one after the other behind nginx, with a herd of tabs."""

import asyncio
import re
import time
from urllib.parse import urlsplit

from beneficiaries.models import Household
from tests.factories import make_user
from tests.live.bench import in_thread
from tests.panel_server import Server, session_key, wait_until_it_answers

from .conftest import LIST, until
from .front import Front
from .prober import request
from .tab import converge, load, open_tabs, told


async def test_a_killed_process_is_started_again(serve, tabs, writing) -> None:
    server = serve()
    async with tabs(server.address) as open_tabs, writing() as writer:
        await until(lambda: all(tab.updates for tab in open_tabs))
        server.kill()
        await asyncio.sleep(1)
        await writer.stop()
        server.start()
        await converge(open_tabs)
        assert all(len(tab.opened) == 2 for tab in open_tabs)


async def test_what_is_saved_through_one_process_is_on_the_tabs_of_both(serve, tabs, household) -> None:
    one, two = serve(), serve()
    somebody = await in_thread(lambda: session_key(make_user("admin")))
    with Front(one.port, two.port) as front:
        async with tabs(front.address, each=4) as all_tabs:
            for server, state, shown in ((one, "suspended", "Askıda"), (two, "active", "Aktif")):
                address = urlsplit(server.address).netloc
                path = f"/haneler/{household.pk}/durum/{state}/"
                assert await in_thread(request, address, somebody, "POST", path, "reason=x") == 302
                await until(lambda shown=shown: all(f">{shown}</span>" in tab.shown["list"] for tab in all_tabs), 5)
            await converge(all_tabs)
            both = [await sockets_of(server, somebody) for server in (one, two)]
            assert min(both) > 0
            assert sum(both) == len(all_tabs)


async def sockets_of(server: Server, admin: str) -> int:
    """How many sockets a process says to have on the administrators' page."""
    board = await load(server.address, admin, "/canli/")
    found = re.search(r"Açık sekmeler</dt>\s*<dd[^>]*>\s*(\d+)", board)
    assert found, board
    return int(found[1])


async def test_a_deploy_fails_no_request_and_loses_no_tab(serve, tabs, writing, asking) -> None:
    one, two = serve(), serve()
    with Front(one.port, two.port) as front:
        async with tabs(front.address, each=5) as all_tabs, writing() as writer, asking(front.address) as asker:
            for server in (one, two):
                await in_thread(server.stop)
                await in_thread(server.start)
            await writer.stop()
            await converge(all_tabs)
            answers = await asker.stop()
    assert {outcome for _, outcome, _ in answers} == {"200", "204"}, failures(answers)


def failures(answers: list[list]) -> list[list]:
    return [answer for answer in answers if answer[1] not in ("200", "204")]


async def test_a_thousand_tabs_come_back_without_a_herd(serve, asking, household) -> None:
    server = serve()
    keys = await in_thread(lambda: [session_key(make_user("staff")) for _ in range(40)])
    async with open_tabs(server.address, keys, LIST, each=25) as tabs:
        await in_thread(server.kill)
        await in_thread(rename, household, "Gülşah")
        await asyncio.sleep(2)
        server.launch()
        await in_thread(wait_until_it_answers, server.address)
        back = time.monotonic()
        async with asking(server.address, pause=0.05) as asker:
            times = await converge(tabs, since=back, alike=True)
            answers = await asker.stop()
        first = min(tab.opened[-1] for tab in tabs)
        came = sorted(tab.opened[-1] - first for tab in tabs)
    assert {outcome for _, outcome, _ in answers} == {"200", "204"}, failures(answers)
    slowest = max(seconds for *_, seconds in answers)
    assert slowest < 1, f"a request took {slowest:.2f} s; let in {told(came)}; right again {told(times)}"
    assert came[-1] > 1, f"they came together: {told(came)}"


def rename(household: Household, name: str) -> None:
    household.head.first_name = name
    household.head.save()
