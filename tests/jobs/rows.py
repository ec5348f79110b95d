"""Runs of jobs."""

from typing import Any

from django.utils import timezone

from kafkasder.jobs.models import JobRun, RunState, Trigger

CLEAN = "jobs.clean"


def make_run(**values: Any) -> JobRun:
    """A run of the room's own job that was done, unless `values` say otherwise."""
    given = {"job": CLEAN, "trigger": Trigger.SCHEDULE, "state": RunState.DONE, "queue_number": 1, **values}
    if given["state"] != RunState.RUNNING:
        given.setdefault("ended_at", timezone.now())
    return JobRun.objects.create(**given)
