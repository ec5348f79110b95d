"""Who else heeds that a task is in another state: rooms above this one, whose rows a task may stand for.

    HEEDERS.append(services.heed_task)  # in AppConfig.ready: called with the task, its former state and who acts

They are called in the transaction of the change, once the task is saved.
"""

from collections.abc import Callable
from typing import Any

from .models import Task

Heeder = Callable[[Task, str, Any], None]

HEEDERS: list[Heeder] = []


def heed(task: Task, former: str, by: Any) -> None:
    for each in HEEDERS:
        each(task, former, by)
