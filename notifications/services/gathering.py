"""Telling people of many rows of one kind: of a few one by one, of more in one notification with their number."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import User
from kafkasder.core.days import today

from .telling import Words, notify, take_back_told

FEW = 3
"""As many of one kind a person is told of one by one."""
_DAY = "told_on"


@transaction.atomic
def notify_daily(
    *,
    kind: str,
    rows: Mapping[User, Sequence[Any]],
    words: Callable[[Any], Words],
    words_of_many: Callable[[Sequence[Any]], Words],
    details: dict[str, Any],
) -> int:
    """Tell people once a day of what waits for them; return how many notifications there are of it.

    Who has more than `FEW` rows gets one notification of all of them, about none: the kind's `leads_to` finds them
    by `details`. What they did not read of this kind of earlier days goes: today's says it anew.
    """
    day = str(today())
    take_back_told(kind=kind, details={}, but={_DAY: day})
    of_row: dict[Any, list[User]] = defaultdict(list)
    for person, several in rows.items():
        if len(several) <= FEW:
            for row in several:
                of_row[row].append(person)
    given: dict[str, Any] = {"kind": kind, "details": details | {_DAY: day}}
    told = sum(
        notify(to=people, words=partial(words, row), about=row, cause=f"{row.pk} {day}", **given)
        for row, people in of_row.items()
    )
    cause = " ".join(["many", *map(str, details.values()), day])
    return told + sum(
        notify(to=[person], words=partial(words_of_many, several), cause=cause, **given)
        for person, several in rows.items()
        if len(several) > FEW
    )
