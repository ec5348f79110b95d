"""Calling people into a task: `@Ayşe Yılmaz` in a comment, for those who see the task."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from kafkasder.core.text import fold

from .models import Comment, Follower, Mention, Task

_AT = re.compile(r"(?<![\w@])@(?=\w)")


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
    """Return those of the people of a task whose whole names follow an @ in `text`; of two names the longer one."""
    if not _AT.search(text):
        return []
    people = sorted(people_of(task), key=lambda person: -len(person.full_name))
    found = {person.pk: person for _start, _end, person in names_in(text, people)}
    return list(found.values())


def calls_somebody(text: str) -> bool:
    """Tell whether whoever wrote this means to call somebody, be it by a name that nobody here has."""
    return _AT.search(text) is not None


def names_in(text: str, people: list[Any]) -> Iterator[tuple[int, int, Any]]:
    """Yield where in `text` which of the people is called, longest names first in `people`."""
    for at in _AT.finditer(text):
        for person in people:
            end = at.end() + len(person.full_name)
            ends = not text[end : end + 1].isalnum()
            if person.full_name and ends and fold(text[at.end() : end]) == fold(person.full_name):
                yield at.start(), end, person
                break


def called_by(comment: Comment) -> list[Any]:
    """Return the people whom a comment calls, the longest names first."""
    return sorted(comment.mentions.all(), key=lambda person: -len(person.full_name))
