"""Work that a worker does beside the pages: rooms register their jobs in `AppConfig.ready`, from a file `jobs.py`.

A job may be run twice for the same cause, as after a power cut: what it does must be right also then. It is never run
twice at the same time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from croniter import croniter
from django.utils.functional import Promise

from .registry import Registry


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something that is run by schedule (`cron`), by `wake`, or by hand.

    `cron` has five fields and means the association's own clock (`TIME_ZONE`); an empty one is no schedule. What `run`
    returns is shown to administrators as its result: a number of things done, or a short text without personal data.
    `label` and `description` are for clerks.
    """

    key: str
    label: str | Promise
    run: Callable[[], object]
    cron: str = ""
    description: str | Promise = ""
    order: int = 100
    verb: str = "jobs.view_jobs"

    def __post_init__(self) -> None:
        if self.cron and not (len(self.cron.split()) == 5 and croniter.is_valid(self.cron)):
            raise ValueError(f"{self.key!r} has a schedule that is none: {self.cron!r}")

    def __str__(self) -> str:
        return str(self.label)


Waker = Callable[[str], None]

JOBS: Registry[Job] = Registry()
_wakers: list[Waker] = []


def register(*jobs: Job) -> None:
    """Let the worker run these."""
    for job in jobs:
        JOBS.add(job)


def wake(key: str) -> None:
    """Have the job run as soon as the present transaction is committed; if that is rolled back, nothing happens.

    It costs a small insert, once for each transaction and job, and makes no other transaction wait.
    """
    if key not in JOBS:
        raise LookupError(f"No room has registered a job {key!r}")
    for waker in _wakers:
        waker(key)


def wake_by(waker: Waker) -> None:
    """Say how jobs are woken; the room of jobs does."""
    _wakers[:] = [waker]
