"""Redis killed and restarted: saving goes on, and every tab of every process is right within seconds."""

import asyncio
import signal

from .conftest import until
from .tab import converge


async def test_a_killed_redis_costs_no_tab_and_no_save(serve, redis, tabs, writing) -> None:
    one, two = serve(), serve()
    async with tabs(one.address) as ones, tabs(two.address) as twos, writing() as writer:
        await until(lambda: all(tab.updates for tab in ones + twos))
        redis.kill()
        await asyncio.sleep(3)  # longer than the hub's patience
        redis.start()
        await asyncio.sleep(0.5)
        redis.kill()
        account = await writer.stop()
        redis.start()  # what was said last is lost
        await converge(ones + twos)
        assert all(len(tab.opened) == 1 for tab in ones + twos)  # no socket was closed for it
    assert account["faults"] == 0
    assert account["slowest"] < 1


async def test_requests_that_save_do_not_wait_for_redis(serve, redis, asking) -> None:
    server = serve()
    async with asking(server.address) as asker:
        redis.kill()
        await asyncio.sleep(2.5)
        redis.start()
        redis._process.send_signal(signal.SIGSTOP)  # it takes connections and does not answer
        await asyncio.sleep(2.5)
        redis._process.send_signal(signal.SIGCONT)
    answers = await asker.stop()
    assert {outcome for _, outcome, _ in answers} == {"200", "204"}
    assert max(seconds for *_, seconds in answers) < 1
