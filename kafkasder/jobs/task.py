"""The one task of the queue, to which every job leads."""

from datetime import datetime

from django.utils import timezone
from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from .queue import TASK
from .services.running import TRIES, JobFailed, pause_after, run


class _Retrying(BaseRetryStrategy):
    """Do as the failure says; any other exception is that it could not be written down, as in a database's absence."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        retry_at: datetime | None = timezone.now() + pause_after(1) if job.attempts + 1 < TRIES else None
        if isinstance(exception, JobFailed):
            retry_at = exception.retry_at
        return RetryDecision(retry_at=retry_at) if retry_at else None


def declare(app: App) -> None:
    """Make the task known; `PROCRASTINATE_ON_APP_READY` calls it."""
    app.task(name=TASK, pass_context=True, retry=_Retrying())(run)
