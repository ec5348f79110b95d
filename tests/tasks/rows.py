"""Rows of this room for tests."""

from typing import Any

from accounts.models import User
from tasks import services
from tasks.models import Task

from ..factories import make_user


def make_task(by: User | None = None, *, state: str = "pending", past: bool = True, **fields: Any) -> Task:
    """Open a task; its day may be over."""
    task = Task(**{"title": "Kömür dağıtımını planla"} | fields)
    return services.create_task(task=task, by=by or make_user("staff"), state=state, past=past)
