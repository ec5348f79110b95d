"""The one task of the queue, to which every job leads."""

from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from .queue import TASK
from .services.running import JobFailed, run


class _Retrying(BaseRetryStrategy):
    """Do as the failure says; what is no failure of a job, such as a database that is away, is found as forgotten."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, JobFailed) and exception.retry_at:
            return RetryDecision(retry_at=exception.retry_at)
        return None


def declare(app: App) -> None:
    """Make the task known; `PROCRASTINATE_ON_APP_READY` calls it."""
    app.task(name=TASK, pass_context=True, retry=_Retrying())(run)
