"""Following the schedules: what is due is put into the queue once, whoever of several workers notices first.

What was due while no worker ran is made good once, however often it was due. A job that is new begins with its next
time.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kafkasder.core.jobs import JOBS, Job

from ..models import Clock, Trigger
from ..queue import enqueue, is_ordered
from ..schedule import tick_after, tick_before


def follow_schedules() -> None:
    """Put into the queue what has come due since the last look."""
    now, ticked = timezone.now(), dict(Clock.objects.values_list("job", "ticked_at"))
    for job in JOBS.values():
        if not job.cron:
            continue
        if job.key not in ticked:
            Clock.objects.get_or_create(job=job.key, defaults={"ticked_at": now})
        elif (due := tick_before(job.cron, now, zone())) > ticked[job.key]:
            _tick(job, due)


@transaction.atomic
def _tick(job: Job, due: datetime) -> None:
    """Another worker's tick makes this one wait for its end, and then find nothing to move."""
    moved = Clock.objects.filter(job=job.key, ticked_at__lt=due).update(ticked_at=due)
    if moved and not is_ordered(job.key):
        enqueue(job.key, trigger=Trigger.SCHEDULE)


def next_run(job: Job, now: datetime) -> datetime | None:
    """Return when the schedule has the job run next."""
    return tick_after(job.cron, now, zone()) if job.cron else None


def zone() -> ZoneInfo:
    """Return the association's own time zone, whatever a viewer's is."""
    return ZoneInfo(settings.TIME_ZONE)
