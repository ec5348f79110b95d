"""Several processes and a real Redis: what others change is live, and nothing waits for a Redis that is away."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from kafkasder import live
from kafkasder.live.post import outbox
from kafkasder.serving.redis import Redis

from ..factories import make_user
from .bench import in_thread, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def redis(settings: Any) -> Iterator[Redis]:
    with Redis() as server:
        layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [server.url]}}
        settings.CHANNEL_LAYERS = {"default": layer}
        settings.LIVE = {"beat": 0.1, "patience": 0.5, "adrift": 0.4}
        yield server
        outbox.flush(timeout=2)


async def person() -> Client:
    client: Client = await in_thread(lambda: signed_in(make_user()))
    return client


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def in_another_process(code: str, redis: Redis) -> None:
    """Run code as a management command would run: a process of its own, with the same database and Redis."""
    database = connection.settings_dict
    address = (
        f"postgresql://{database['USER']}@{quote(str(database['HOST']), safe='')}:{database['PORT']}/{database['NAME']}"
    )
    environment = os.environ | {"DATABASE_URL": address, "REDIS_URL": redis.url}
    imports = "from accounts.models import User; from kafkasder import live; from django.db import transaction\n"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", imports + code],
        env=environment,
        cwd=django_settings.BASE_DIR,
        check=True,
        timeout=60,
        capture_output=True,
    )


async def test_a_command_in_another_process_is_live(redis: Redis) -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await until(lambda: not hub.is_adrift)
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        await in_thread(in_another_process, "User.objects.update(full_name='Zeynep')", redis)
        await tab.take_until("rows", "Zeynep")
        assert "accounts_user" in page.tally.cause


async def test_another_process_can_end_and_tell(redis: Redis) -> None:
    client = await person()
    user_id = await in_thread(lambda: User.objects.get().pk)
    async with running_hub() as hub, tab_of(client) as tab:
        await until(lambda: not hub.is_adrift)
        await in_thread(
            in_another_process, f"live.tell_user({user_id}, {{'event': 'x'}}); live.end_user({user_id})", redis
        )
        assert await tab.hear() == {"op": "tell", "event": "x"}
        assert await tab.closed_with() == 4001


async def test_a_process_hears_its_own_changes_once(redis: Redis) -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await until(lambda: not hub.is_adrift)
        await tab.watch("/people/")
        before = hub.tally.changes
        await in_thread(lambda: User.objects.update(full_name="Zeynep"))
        await tab.take_until("rows", "Zeynep")
        await in_thread(outbox.flush, 2)
        assert await tab.is_silent()
        assert hub.tally.changes == before + 1


@pytest.mark.parametrize("fate", ["killed", "frozen"])
async def test_saving_neither_waits_nor_fails_and_is_live_here_while_redis_is_away(fate: str, redis: Redis) -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await until(lambda: not hub.is_adrift)
        await tab.watch("/people/")
        assert redis._process
        process = redis._process
        redis.kill() if fate == "killed" else process.send_signal(signal.SIGSTOP)
        try:
            assert await in_thread(seconds_to_save, "Zeynep") < 0.2
            await tab.take_until("rows", "Zeynep")
            await until(lambda: hub.is_adrift)
            async with tab_of(await person()) as another:  # sockets are let in as ever
                await another.watch("/people/")
            assert await in_thread(seconds_to_save, "Ayşe") < 0.2
            await tab.take_until("rows", "Ayşe")
        finally:
            process.send_signal(signal.SIGCONT) if fate == "frozen" else redis.start()
        await until(lambda: not hub.is_adrift)


def seconds_to_save(name: str) -> float:
    start = time.monotonic()
    with transaction.atomic():
        user = User.objects.earliest("pk")
        user.full_name = name
        user.save()
    return time.monotonic() - start


async def test_while_redis_is_away_pages_look_by_themselves(redis: Redis) -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await until(lambda: not hub.is_adrift)
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        redis.kill()
        await until(lambda: hub.is_adrift)
        hub.hear_change = lambda change: None  # type: ignore[method-assign]  # as if another process wrote
        await in_thread(lambda: User.objects.update(full_name="Zeynep"))
        await tab.take_until("rows", "Zeynep")
        assert page.tally.cause == "adrift"
        await in_thread(redis.start)


async def test_everything_is_checked_when_redis_is_back(redis: Redis, settings: Any) -> None:
    settings.LIVE = {**settings.LIVE, "adrift": 60}
    async with running_hub() as hub, tab_of(await person()) as tab:
        await until(lambda: not hub.is_adrift)
        await tab.watch("/people/")
        (page,) = hub.pages.values()
        redis.kill()
        assert await tab.line.receive_json_from(10) == {"op": "pace", "live": False}
        hub.hear_change = lambda change: None  # type: ignore[method-assign]
        await in_thread(lambda: User.objects.update(full_name="Zeynep"))
        assert await tab.is_silent()
        await in_thread(redis.start)
        await tab.take_until("rows", "Zeynep")
        assert page.tally.cause == "return"
        assert page.tally.healed == 1


async def test_what_could_not_be_sent_is_sent_later(redis: Redis) -> None:
    """The writing process outlives the outage: its change waits in the outbox."""
    async with running_hub() as hub:
        await until(lambda: not hub.is_adrift)
        redis.kill()
        await in_thread(make_user)
        assert not await in_thread(outbox.flush, 0.3)
        await in_thread(redis.start)
        assert await in_thread(outbox.flush, 8)


async def test_a_hub_that_begins_without_redis_finds_it_later(redis: Redis) -> None:
    redis.kill()
    async with running_hub() as hub, tab_of(await person()) as tab:
        await tab.watch("/people/")
        assert hub.is_adrift
        await in_thread(redis.start)
        await until(lambda: not hub.is_adrift)
        await in_thread(in_another_process, "User.objects.update(full_name='Zeynep')", redis)
        await tab.take_until("rows", "Zeynep")


def test_letters_and_changes_merge_while_they_wait(redis: Redis) -> None:
    redis.kill()
    for number in range(2000):
        live.touch("some_table")
        live.tell_user(number, {"event": "x"})
    assert len(outbox._letters) <= 1000
    redis.start()
    assert outbox.flush(timeout=8)


async def test_tabs_are_told_when_others_cannot_be_heard_and_when_they_can_again(redis: Redis) -> None:
    async with running_hub() as hub, tab_of(await person()) as tab:
        await until(lambda: not hub.is_adrift)
        await tab.watch("/people/")
        redis.kill()
        await until(lambda: hub.is_adrift)
        async with tab_of(await person()) as another:
            await another.watch("/people/")
            for each in (tab, another):
                await each.send(op="ping")
                while (await each.hear())["op"] != "pong":
                    pass
                assert each.is_slow
            await in_thread(redis.start)
            await until(lambda: not hub.is_adrift)
            for each in (tab, another):
                await each.send(op="ping")
                while (await each.hear())["op"] != "pong":
                    pass
                assert not each.is_slow
