"""The queue in PostgreSQL, which is Procrastinate's: what is put in.

One task runs every job. Its lock is the job's key, so a job never runs twice at the same time.
"""

from typing import Any

from .models import Trigger

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
