"""Whom somebody can write to, and who can be called into a thread."""

from itertools import islice
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from kafkasder.core.mentions import calls_somebody, people_called
from kafkasder.core.references import card_for
from kafkasder.core.text import fold

from .models import Thread
from .querysets import USE

_MOST_ASKED = 40


def colleagues(user: Any) -> QuerySet[Any]:
    """Return the active people who use messages, but `user`. Whoever writes sees the names of all of these."""
    people: Any = get_user_model()._default_manager
    return people.active().with_verb(USE).exclude(pk=user.pk).order_by("name_key", "pk")  # type: ignore[no-any-return]


def called_in(text: str, thread: Thread, by: Any) -> list[Any]:
    """Return those whom `text` calls: of the people of the thread, or of all who see the record that it is about."""
    if not calls_somebody(text):
        return []
    return [person for person in people_called(text, _candidates(thread, by)) if reaches(person, thread)]


def names_like(text: str, thread: Thread, by: Any, most: int) -> list[str]:
    """Return the names that may be called here of which a word begins as `text`.

    Whether somebody sees a record is asked of each, so not of all whose name begins with one letter.
    """
    wanted = f" {fold(text.strip())}"
    alike = (person for person in _candidates(thread, by) if wanted in f" {fold(person.full_name)}")
    reached = (person.full_name for person in islice(alike, _MOST_ASKED) if reaches(person, thread))
    return list(islice(reached, most))


def reaches(person: Any, thread: Thread) -> bool:
    """Tell whether somebody may read a thread that they are called into: they see what it points at."""
    return thread.reference_pk is None or card_for(person, thread.reference_kind, thread.reference_pk) is not None


def _candidates(thread: Thread, by: Any) -> QuerySet[Any]:
    people = colleagues(by)
    return people if thread.is_about_record else people.filter(thread_memberships__thread=thread)
