"""Finding rows by what people remember of them: whole phone numbers or parts, each way on an index of its own."""

import re
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from .identifiers import COUNTRY_CODE
from .sight import SightQuerySet
from .sql import ends_with

Rows = TypeVar("Rows", bound=QuerySet[Any])

_PHONE_DIGITS = 10
_PHONE_SEPARATORS = re.compile(r"[\s().\-/]+")
_PHONE_START = re.compile(r"(?:\+?90|0090|0)?([2-58]\d{2,9})")
_PHONE_END = re.compile(r"\d{4,9}")  # fewer digits end too many numbers


def by_phone(rows: SightQuerySet, text: str) -> list[QuerySet[Any]]:
    """Return those whose phone number `text` is; or begins, or ends, for whoever may find by parts."""
    start, end = _phone_start(text, whole=not rows.parts_find), _phone_end(text) if rows.parts_find else None
    found: list[QuerySet[Any]] = [rows.filter(phone__startswith=start)] if start else []
    return [*found, ends_with(rows, "phone", end)] if end else found


def keys_of_any(branches: list[QuerySet[Any]]) -> QuerySet[Any]:
    """Return the keys of the rows that any branch finds, as one subquery.

    Each branch runs on its own index; one OR over all of them would read the whole table.
    """
    keys = [branch.order_by().values("pk") for branch in branches]
    return keys[0].union(*keys[1:], all=True) if len(keys) > 1 else keys[0]


def found_by_any(rows: Rows, branches: list[QuerySet[Any]], own: Q | None = None) -> Rows:
    """Keep those of the rows that any branch finds, or that `own` is true of, which has an index of theirs.

    The matches are found first, as one array: the planner would else walk the whole sort index to meet them, or fetch
    them one by one, since it takes words that come together for rare ones. All of an array is met in one walk. What
    `own` finds needs no array: both indexes are put together, and each row is fetched once.
    """
    found = Q(_OneOf(F("pk"), ArraySubquery(keys_of_any(branches))))
    return rows.filter(found if own is None else found | own)


class _OneOf(Func):
    """Whether a value is in an array."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    arity = 2
    output_field = BooleanField()


def _phone_start(text: str, *, whole: bool) -> str | None:
    """Return the stored beginning of the phone number that `text` begins, or if `whole` is; None for anything else."""
    number = _PHONE_START.fullmatch(_PHONE_SEPARATORS.sub("", text))
    if number is None or (whole and len(number[1]) < _PHONE_DIGITS):
        return None
    return COUNTRY_CODE + number[1]


def _phone_end(text: str) -> str | None:
    """Return the digits in which a phone number may end that somebody remembers so; None for anything else."""
    digits = _PHONE_SEPARATORS.sub("", text)
    return digits if _PHONE_END.fullmatch(digits) else None
