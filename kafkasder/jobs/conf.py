"""The worker's numbers, each with a default that a `JOBS = {…}` setting may replace."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class WorkerSettings:
    """Times are seconds."""

    threads: int = 4  # jobs that run at the same time in one worker
    poll: float = 1.0  # a notification that comes while the queue is being read may go unheard for so long
    look: float = 5.0  # between two looks at the schedule, at wakes that were left and at workers that are gone
    heartbeat: float = 5.0
    dead_after: float = 30.0  # without a heartbeat; what such a worker had in hand is run again
    first_pause: float = 10.0  # from a failure to the second try; then three times as long each
    longest_pause: float = 15.0  # between two tries to reach the database


def worker_settings() -> WorkerSettings:
    wanted: dict[str, Any] = getattr(settings, "JOBS", {})
    return WorkerSettings(**wanted)
