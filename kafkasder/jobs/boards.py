"""What the page of jobs shows of each job, from a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from kafkasder.core.jobs import JOBS, Job
from kafkasder.core.viewer import Viewer

from .models import JobRun, RunState
from .queue import waiting_jobs
from .services.scheduling import next_run

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """A job, how its last run went, and what is to come."""

    job: Job
    last: JobRun | None
    next_at: datetime | None
    failures: int
    is_waiting: bool


def standings(viewer: Viewer) -> Iterator[Standing]:
    """Yield the jobs that `viewer` may see, in order."""
    now = timezone.now()
    jobs = list(JOBS.for_viewer(viewer))
    last, failures, waiting = _last_runs(jobs), _failures(now - LATELY), waiting_jobs()
    for job in jobs:
        yield Standing(job, last.get(job.key), next_run(job, now), failures.get(job.key, 0), job.key in waiting)


def _last_runs(jobs: list[Job]) -> dict[str, JobRun]:
    """Return the last run of each job; each is the first of an index, however many runs are kept."""
    newest = [JobRun.objects.filter(job=job.key).order_by("-started_at").values("pk")[:1] for job in jobs]
    keys = [row["pk"] for row in JobRun.objects.none().values("pk").union(*newest, all=True)]
    return {run.job: run for run in JobRun.objects.filter(pk__in=keys).select_related("by")}


def _failures(since: datetime) -> dict[str, int]:
    bad = JobRun.objects.filter(started_at__gt=since, state__in=[RunState.FAILED, RunState.LOST])
    return dict(bad.order_by().values_list("job").annotate(Count("pk")))
