"""Following a task, which one must see to do so."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock

from ..models import Follower, Task


@transaction.atomic
def follow(*, task: Task, by: Any) -> Task:
    """Have `by` told what happens to a task."""
    task = lock(task, by)
    Follower.objects.get_or_create(task=task, user=by)
    return task


@transaction.atomic
def unfollow(*, task: Task, by: Any) -> Task:
    """Be told no longer. Who saw a task only as its follower does not see it any more."""
    task = lock(task, by)
    Follower.objects.filter(task=task, user=by).delete()
    return task
