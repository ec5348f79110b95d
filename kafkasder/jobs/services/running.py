"""One run of a job, from the queue's order to its end, with a row that tells of it."""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone, translation

from kafkasder.core.jobs import JOBS, Job

from ..conf import worker_settings
from ..models import NOTHING_DONE, JobRun, RunState, Trigger, Wake

if TYPE_CHECKING:
    from procrastinate import JobContext

TRIES = 6  # then a run is given up
_RESULT_LENGTH = 200
_log = logging.getLogger(__name__)
_in_hand: set[int] = set()  # numbers in the queue of what threads of this process run


class JobFailed(Exception):
    """What the queue learns of an error: nothing but when to try again, if at all."""

    def __init__(self, retry_at: datetime | None) -> None:
        self.retry_at = retry_at
        super().__init__()


def run(context: "JobContext", key: str, trigger: str, by: int | None) -> None:
    """Run the job `key`; raise JobFailed if it raised."""
    job = JOBS.get(key)
    if job is None:
        _log.warning("A job %s waits that no room has registered; it is passed over", key)
        return
    number = context.job.id or 0
    _in_hand.add(number)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            if row := _begin(context, key, Trigger(trigger), by):
                _perform(job, row)
    finally:
        _in_hand.discard(number)


def in_hand() -> frozenset[int]:
    """Return the numbers in the queue of what this process runs now."""
    return frozenset(_in_hand)


@transaction.atomic
def _begin(context: "JobContext", key: str, trigger: Trigger, by: int | None) -> JobRun | None:
    """Take away the wakes that this run answers; a first look that finds none has nothing to do."""
    woken, _rows = Wake.objects.filter(job=key).delete()
    attempt = context.job.attempts + 1
    lose(queue_number=context.job.id)  # an earlier attempt whose end could not be written down
    if trigger == Trigger.WAKE and not woken and attempt == 1:
        return None
    return JobRun.objects.create(job=key, trigger=trigger, by_id=by, attempt=attempt, queue_number=context.job.id)


def _perform(job: Job, row: JobRun) -> None:
    try:
        result = job.run()
    except Exception as error:
        _log.error("Job %s failed", job.key, exc_info=error)
        retry_at = _fail(row, error)
        raise JobFailed(retry_at) from None
    _end(row, RunState.DONE, result="" if result is None else str(result)[:_RESULT_LENGTH])
    _forget_idle_before(row)


def _forget_idle_before(row: JobRun) -> None:
    """Keep of the scheduled runs that found nothing to do only the last one: a job of every minute has 43,000 a month.

    Such a run makes no row of the history, but the page of jobs tells by it that the schedule is followed.
    """
    idle = JobRun.objects.filter(
        job=row.job, trigger=Trigger.SCHEDULE, state=RunState.DONE, result=NOTHING_DONE, attempt=1
    )
    if idle.filter(pk=row.pk).exists():
        idle.filter(pk__lt=row.pk).delete()


def _fail(row: JobRun, error: Exception) -> datetime | None:
    close_old_connections()  # the error may be that this one is dead
    retry_at = timezone.now() + pause_after(row.attempt) if row.attempt < TRIES else None
    _end(row, RunState.FAILED, error=type(error).__name__[:100], retry_at=retry_at)
    return retry_at


def lose(**of: Any) -> int:
    """Note of runs that seem to go on that they were cut off; say how many there were."""
    running = JobRun.objects.filter(state=RunState.RUNNING, **of)
    return running.update(state=RunState.LOST, ended_at=timezone.now())


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the failure of this attempt, the first being 1."""
    return timedelta(seconds=worker_settings().first_pause * 3 ** (attempt - 1))


def _end(row: JobRun, state: RunState, *, result: str = "", error: str = "", retry_at: datetime | None = None) -> None:
    JobRun.objects.filter(pk=row.pk).update(
        state=state, ended_at=timezone.now(), result=result, error=error, retry_at=retry_at
    )
