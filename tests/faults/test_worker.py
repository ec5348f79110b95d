"""Workers that are killed, that are two, and whose jobs fail: every job is done, once, and what went wrong is shown."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from kafkasder.core import jobs
from kafkasder.jobs.models import Clock, JobRun, Wake
from kafkasder.jobs.services.running import TRIES
from kafkasder.serving.children import end, spawn
from tests.live.bench import in_thread
from tests.panel_server import Server, copied_database, database_url

from .conftest import LIST, SETTINGS, until
from .tab import open_tabs
from .worker import FAULTY, NEW_NAME, RENAMING, SLOW, YEARLY

HASTE = {"poll": 0.2, "look": 0.2, "heartbeat": 0.3, "dead_after": 1.5, "first_pause": 0.001}
WITHOUT_REDIS = {"REDIS_URL": "", "DJANGO_SETTINGS_MODULE": SETTINGS}

Work = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in (SLOW, FAULTY, YEARLY, RENAMING):
        monkeypatch.setitem(jobs.JOBS, key, jobs.Job(key=key, label=key, run=lambda: None))


@pytest.fixture
def work() -> Iterator[Work]:
    """`work()` starts one more worker, which ends with the test."""
    workers = []
    ours = {"DATABASE_URL": database_url(), "JOBS": json.dumps(HASTE), **WITHOUT_REDIS}

    def start(log: Any = subprocess.DEVNULL, **environment: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.faults.worker"]
        workers.append(spawn(command, cwd=settings.BASE_DIR, env=os.environ | ours | environment, stderr=log))
        return workers[-1]

    yield start
    for worker in workers:
        end(worker, signal.SIGKILL)


@transaction.atomic
def wake(key: str) -> None:
    jobs.wake(key)


def runs(key: str) -> list[str]:
    return list(JobRun.objects.filter(job=key).order_by("pk").values_list("state", flat=True))


def wait_for(found: Callable[[], Any], wanted: Any, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while (last := found()) != wanted:
        assert time.monotonic() < deadline, last
        time.sleep(0.02)


def test_a_killed_worker_loses_its_run_and_the_next_one_does_it_again(work: Work) -> None:
    wake(SLOW)
    first = work()
    wait_for(lambda: runs(SLOW), ["running"])
    work()
    wait_for(ProcrastinateWorker.objects.count, 2)
    wake(RENAMING)
    wait_for(lambda: runs(RENAMING), ["done"], seconds=1)
    first.kill()
    wait_for(lambda: runs(SLOW), ["lost", "done"], seconds=HASTE["dead_after"] + 2)
    assert JobRun.objects.get(job=SLOW, state="done").result == "12"
    wait_for(ProcrastinateJob.objects.count, 0)
    assert not Wake.objects.exists()


def test_two_workers_make_good_once_what_was_due_three_times_and_a_fault_is_given_up_in_sight(work: Work) -> None:
    Clock.objects.create(job=YEARLY, ticked_at=datetime(2023, 6, 1, tzinfo=ZoneInfo(settings.TIME_ZONE)))
    wake(FAULTY)
    ours = work(), work()
    wait_for(lambda: runs(FAULTY), ["failed"] * TRIES)
    assert set(JobRun.objects.filter(job=FAULTY).values_list("error", flat=True)) == {"ValueError"}
    assert list(JobRun.objects.filter(job=FAULTY, retry_at=None).values_list("attempt", flat=True)) == [TRIES]
    wait_for(lambda: runs(YEARLY), ["done"])
    assert JobRun.objects.get(job=YEARLY).trigger == "schedule"
    wait_for(ProcrastinateJob.objects.count, 0)
    assert runs(YEARLY) == ["done"]
    wait_for(ProcrastinateWorker.objects.count, 2)  # one that only begins yet would be killed by what tells it to end
    for each in ours:
        each.terminate()
        assert each.wait(5) == 0
    assert not ProcrastinateWorker.objects.exists()


def test_a_database_that_is_away_is_said_once_and_costs_no_wake(work: Work, tmp_path: Path) -> None:
    with copied_database() as (postgres, url), (tmp_path / "log").open("w") as written:
        log = tmp_path / "log"
        work(written, DATABASE_URL=url)
        _wake_late(url, SLOW)
        wait_for(lambda: _ask(url, _RUNS, SLOW), "running")
        postgres.stop()
        wait_for(lambda: _lines(log, "waits for the database"), 1)
        postgres.start()
        _wake_late(url, RENAMING)
        wait_for(lambda: _ask(url, _RUNS, RENAMING), "done")
        wait_for(lambda: _ask(url, _RUNS, SLOW), "lost done")
        assert (_lines(log, "waits for the database"), _lines(log, "at work again")) == (1, 1)


_RUNS = "SELECT string_agg(state, ' ' ORDER BY id) FROM jobs_jobrun WHERE job = %s"


def _wake_late(url: str, key: str) -> None:
    """Leave a wake as a process does that died before its kick."""
    _ask(url, "INSERT INTO jobs_wake (job, at) VALUES (%s, now() - interval '1 minute') RETURNING 1", key)


def _ask(url: str, statement: str, *values: Any) -> Any:
    with psycopg.connect(url) as connection:
        return connection.execute(statement, values).fetchone()[0]


def _lines(log: Path, words: str) -> int:
    return sum(words in line for line in log.read_text().splitlines())


async def test_what_a_job_writes_is_on_open_tabs_within_a_blink_also_without_redis(work: Work, people: Any) -> None:
    server = await in_thread(lambda: Server("", **WITHOUT_REDIS))
    try:
        work()
        async with open_tabs(server.address, people[:1], LIST, 1) as (tab,):
            await in_thread(lambda: wait_for(ProcrastinateWorker.objects.count, 1))
            await in_thread(wake, RENAMING)
            await until(lambda: any(NEW_NAME in each for each in tab.shown.values()), seconds=8)
    finally:
        server.kill()
