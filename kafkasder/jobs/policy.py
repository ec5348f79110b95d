"""Who may do what to jobs."""

from kafkasder.core.policy import Decision, has_verb
from kafkasder.core.viewer import Viewer


def can_run(user: Viewer) -> Decision:
    return has_verb(user, "jobs.run_jobs")
