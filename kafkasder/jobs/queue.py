"""The queue in PostgreSQL, which is Procrastinate's: what is put in.

One task runs every job. Its lock is the job's key, so a job never runs twice at the same time.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from .conf import worker_settings
from .models import Trigger

QUEUE_TABLE = "procrastinate_jobs"
WORKER_TABLE = "procrastinate_workers"
TASK = "jobs.run"
_BY_HAND = 10  # priority: before what waits, such as for its next try


def enqueue(key: str, *, trigger: Trigger = Trigger.WAKE, by: int | None = None) -> None:
    """Put a run of a job into the queue; within a transaction it is there when that commits."""
    from procrastinate.contrib.django import app

    priority = _BY_HAND if trigger == Trigger.HAND else 0
    arguments: dict[str, Any] = {"key": key, "trigger": str(trigger), "by": by}
    app.configure_task(TASK, lock=key, priority=priority).defer(**arguments)


def is_waiting(key: str) -> bool:
    """Whether a run of the job is about to begin."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(status="todo", lock=key, scheduled_at=None).exists()


def is_ordered(key: str) -> bool:
    """Whether a run of the job waits, also for its next try, that will do its work whatever else happens."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(status="todo", lock=key)
    return waiting.exclude(args__trigger=str(Trigger.WAKE), attempts=0).exists()


def last_sign() -> datetime | None:
    """Return when a worker gave its last sign of life; None if none is signed on."""
    from procrastinate.contrib.django.models import ProcrastinateWorker

    return ProcrastinateWorker.objects.aggregate(last=Max("last_heartbeat"))["last"]


def is_worked() -> bool:
    """Whether a worker was seen lately."""
    last = last_sign()
    return last is not None and last > timezone.now() - timedelta(seconds=worker_settings().dead_after)


def is_ordered_by_hand(key: str) -> bool:
    """Whether somebody has pressed the button and the run has not begun."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    return ProcrastinateJob.objects.filter(status="todo", lock=key, args__trigger=str(Trigger.HAND)).exists()


def waiting_jobs() -> set[str]:
    """Return the keys of the jobs whose run is to begin at once."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None)
    return {lock for lock in waiting.values_list("lock", flat=True) if lock}
