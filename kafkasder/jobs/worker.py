"""The worker's process: runs what is in the queue in threads, follows the schedules, and takes up what others lost.

It has two lines to the database: Procrastinate's own, on which it listens, and Django's pool for what jobs do. If the
database is away it says so once, and comes back with it.
"""

import asyncio
import logging
import os
import signal
from typing import Any

from django.db import DatabaseError, connection, connections
from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django import connector_params
from procrastinate.contrib.django.db_cleanup import close_db_connections
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import DeleteJobCondition
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from kafkasder.core.pool import renew_pool
from kafkasder.live import touch

from .conf import WorkerSettings, worker_settings
from .queue import WORKER_TABLE
from .services.recovering import kick_left_wakes, recover, take_up
from .services.running import in_hand
from .services.scheduling import follow_schedules

_CONNECT_SECONDS = 3
_log = logging.getLogger(__name__)


class LineLost(Exception):
    """A part of the queue's worker failed, which ends it."""


class _QueueWorker(Worker):
    """Procrastinate's worker with our schedule: its own knows no time zones and forgets what it missed."""

    def __init__(self, process: "WorkerProcess", app: App) -> None:
        wanted = process.settings
        super().__init__(
            app,
            name="jobs",
            concurrency=wanted.threads,
            fetch_job_polling_interval=wanted.poll,
            abort_job_polling_interval=3600,  # no run of ours is aborted
            update_heartbeat_interval=wanted.heartbeat,
            stalled_worker_timeout=wanted.dead_after,
            delete_jobs=DeleteJobCondition.ALWAYS,  # runs have rows of their own
            install_signal_handlers=False,
            task_middleware=[close_db_connections],
        )
        self._process = process

    async def _periodic_deferrer(self) -> None:
        """As any part of the worker that fails, an error here ends it; the process then begins with a new one."""
        await self._process.look_for_ever(self)


class WorkerProcess:
    """Work until told to stop."""

    def __init__(self, settings: WorkerSettings, *, drain_seconds: float) -> None:
        self.settings = settings
        self._drain_seconds = drain_seconds
        self._stopping = asyncio.Event()
        self._worker: _QueueWorker | None = None
        self._suspects: frozenset[int] = frozenset()
        self._away = False

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        loop.set_exception_handler(_tell_in_one_line)
        work = loop.create_task(self._work())
        await asyncio.wait({work, loop.create_task(self._stopping.wait())}, return_when=asyncio.FIRST_COMPLETED)
        done, _ = await asyncio.wait({work}, timeout=self._drain_seconds)
        if not done:
            await self._leave()
        await work

    def stop(self) -> None:
        """Begin nothing more, and end when what runs is done."""
        self._stopping.set()
        if self._worker:
            self._worker.stop()

    async def _leave(self) -> None:
        """End at once; what still runs another worker finds as that of one that is gone."""
        _log.warning("Jobs were cut short after %s seconds", self._drain_seconds)
        number = self._worker and self._worker.worker_id
        if number:
            await asyncio.wait({asyncio.create_task(_in_thread(_sign_off, number))}, timeout=2)
        os._exit(0)

    async def _work(self) -> None:
        pause = 0.5
        while not self._stopping.is_set():
            try:
                await self._work_on_one_line()
                pause = 0.5
            except Exception as error:  # whatever it is, jobs must go on afterwards
                self._lose(error)
            if not self._stopping.is_set():
                await asyncio.wait({asyncio.create_task(self._stopping.wait())}, timeout=pause)
                pause = min(pause * 2, self.settings.longest_pause)

    async def _work_on_one_line(self) -> None:
        app = django_app.with_connector(_connector(self.settings.threads))
        async with app.open_async():
            self._worker = _QueueWorker(self, app)
            if not self._stopping.is_set():
                await self._worker.run()
            if not self._stopping.is_set():
                raise LineLost

    def _lose(self, error: Exception) -> None:
        if not self._away:
            self._away = True
            _log.warning("The worker waits for the database: %s", type(error).__name__)
        renew_pool()

    async def look_for_ever(self, worker: _QueueWorker) -> None:
        """Do in time what no order in the queue asks for."""
        await _in_thread(touch, WORKER_TABLE)  # pages tell whether there is one
        while True:
            try:
                await _in_thread(self._look, worker.worker_id)
            except DatabaseError as error:
                self._lose(error)
                raise
            except Exception:  # a fault of ours must not keep jobs from running that others want
                _log.exception("The worker's look at the schedules failed")
            if self._away:
                self._away = False
                _log.info("The worker is at work again")
            await asyncio.sleep(self.settings.look)

    def _look(self, number: int) -> None:
        follow_schedules()
        kick_left_wakes()
        recover(dead_after=self.settings.dead_after)
        self._take_up_own(number)

    def _take_up_own(self, number: int) -> None:
        """Take up what stands as this worker's and is in no thread at two looks: its end could not be written down."""
        own = ProcrastinateJob.objects.filter(status="doing", worker=number).values_list("pk", flat=True)
        idle = frozenset(own) - in_hand()
        for each in idle & self._suspects:
            take_up(each)
        self._suspects = idle


def _connector(threads: int) -> PsycopgConnector:
    return PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=threads + 2, timeout=_CONNECT_SECONDS, reconnect_timeout=5
    )


def _sign_off(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_unregister_worker_v1(%s)", [number])


async def _in_thread(work: Any, *arguments: Any) -> None:
    def run() -> None:
        try:
            work(*arguments)
        finally:
            connections.close_all()  # back to the pool

    await asyncio.to_thread(run)


def _tell_in_one_line(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    _log.warning("In the worker: %s", type(error).__name__ if error else context.get("message"))


def work(*, drain_seconds: float) -> None:
    """Be a worker until a signal."""
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # what matters of it is said here, without data
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)

    async def run() -> None:
        await WorkerProcess(worker_settings(), drain_seconds=drain_seconds).run()

    asyncio.run(run())
