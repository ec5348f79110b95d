"""Forgetting what nobody asks for any more."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kafkasder.core.jobs import JOBS

from ..models import Clock, JobRun, RunState, Wake

KEPT = timedelta(days=30)


@transaction.atomic
def clean() -> int:
    """Delete runs that ended long ago, and what waits for jobs that no room registers any more; say how many runs."""
    for model in (Clock, Wake):
        model.objects.filter(~Q(job__in=list(JOBS))).delete()
    runs, _rows = JobRun.objects.filter(ended_at__lt=timezone.now() - KEPT).exclude(state=RunState.RUNNING).delete()
    return runs
