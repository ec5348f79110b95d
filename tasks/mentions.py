"""Who may be called into a task."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from kafkasder.core.mentions import calls_somebody, people_called

from .models import Follower, Mention, Task


def people_of(task: Task) -> QuerySet[Any]:
    """Return the active people who see a task and may answer in it: only they can be called into it."""
    people: Any = get_user_model()._default_manager
    writing = people.active().with_verb("tasks.view_tasks").with_verb("tasks.add_task").order_by("name_key", "pk")
    minding = people.with_verb("tasks.view_all_tasks").values("pk")
    called = Mention.objects.filter(comment__task=task).values("user")
    following = Follower.objects.filter(task=task).values("user")
    own = Q(pk__in=[task.created_by_id, task.responsible_id or task.created_by_id])
    return writing.filter(  # type: ignore[no-any-return]
        own | Q(pk__in=minding) | Q(pk__in=following) | Q(pk__in=called)
    )


def mentioned_in(text: str, task: Task) -> list[Any]:
    """Return those of the people of a task whom `text` calls."""
    return people_called(text, people_of(task)) if calls_somebody(text) else []
