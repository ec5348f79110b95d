"""Running a job because somebody pressed the button."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kafkasder.core.jobs import Job
from kafkasder.core.locks import lock_named
from kafkasder.live import touch

from .. import policy
from ..models import Trigger
from ..queue import QUEUE_TABLE, enqueue, is_ordered_by_hand


@transaction.atomic
def run_now(*, job: Job, by: Any) -> Job:
    """Have the worker run `job` before anything else of it; the run will tell who wanted it."""
    policy.can_run(by).require()
    lock_named(f"jobs.{job.key}")
    if is_ordered_by_hand(job.key):
        raise ValidationError(_("Bu iş zaten sırada."))
    enqueue(job.key, trigger=Trigger.HAND, by=by.pk)
    touch(QUEUE_TABLE)
    return job
