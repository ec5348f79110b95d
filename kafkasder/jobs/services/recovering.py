"""Finding what a worker left behind that was killed, or lost the database: runs in the queue, and wakes."""

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from kafkasder.core.jobs import JOBS

from ..models import JobRun, RunState, Wake
from .running import TRIES, lose
from .waking import kick

_KICK_AFTER = timedelta(seconds=2)  # by when whoever woke a job has kicked
_log = logging.getLogger(__name__)


def recover(*, dead_after: float) -> None:
    """Take up what workers had in hand that gave no sign of life for `dead_after` seconds, or are gone."""
    since = timezone.now() - timedelta(seconds=dead_after)
    gone = Q(worker=None) | Q(worker__last_heartbeat__lt=since)
    for number in ProcrastinateJob.objects.filter(gone, status="doing").values_list("pk", flat=True):
        take_up(number)
    given_up = JobRun.objects.filter(state=RunState.RUNNING).exclude(
        queue_number__in=ProcrastinateJob.objects.values("pk")
    )
    for key in given_up.values_list("pk", flat=True):
        lose(pk=key)


@transaction.atomic
def take_up(number: int) -> None:
    """Bring a run that nobody has in hand to the end that it came to, or have it run again."""
    jobs = ProcrastinateJob.objects.select_for_update(skip_locked=True, of=("self",))
    job = jobs.filter(pk=number, status="doing").first()
    if job is None:
        return
    run = JobRun.objects.filter(queue_number=number).order_by("-pk").first()
    if run and run.state == RunState.RUNNING:
        _log.warning("A run of job %s was cut off", run.job)
        lose(pk=run.pk)
        retry_at = timezone.now() if run.attempt < TRIES else None
    else:
        retry_at = run.retry_at if run else timezone.now()
    if retry_at:
        app.job_manager.retry_job_by_id(number, retry_at=retry_at)
    else:
        _finish(number)


def _finish(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, %s, true)", [number, Status.SUCCEEDED.value])


def kick_left_wakes() -> None:
    """Have wakes answered whose kick was lost with the process that owed it."""
    left = Wake.objects.filter(at__lt=timezone.now() - _KICK_AFTER, job__in=list(JOBS))
    for key in left.values_list("job", flat=True).distinct():
        kick(key)
