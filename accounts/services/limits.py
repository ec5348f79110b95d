"""Counting how often something is done: one statement for each look, in the database, for all processes alike.

What is counted, and how much of it goes through, stands in the setting `LIMITS`. Keys are kept as keyed digests only.
"""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kafkasder.core.crypto import blind_index

from ..models import RateCount


class TooMany(Exception):
    """More than the limit `scope` lets through; after `retry_after` seconds there is room for one again."""

    def __init__(self, scope: str, retry_after: int) -> None:
        super().__init__(f"{scope}: {retry_after} s")
        self.scope = scope
        self.retry_after = retry_after


def take(scope: str, key: object) -> None:
    """Count one more of `scope` for `key` (a person's number, an address, an account); raise TooMany beyond the limit.

    Of those who ask at the same moment no more get through than the limit allows. What is refused is not counted.
    Call it outside of transactions: a rollback would take the count back, and others wait until the commit.
    """
    limit = settings.LIMITS[scope]
    step = timedelta(seconds=limit.seconds / limit.amount)
    wait = _ask(
        "SELECT accounts_take(%s, %s, %s, %s)",
        [_digest(scope, key), timezone.now(), step, timedelta(seconds=limit.seconds)],
    )
    if wait > 0:
        raise TooMany(scope, ceil(wait))


def give_back(scope: str, key: object) -> None:
    """Take back one that was counted: it turned out to be none of those that the limit is about."""
    limit = settings.LIMITS[scope]
    step = timedelta(seconds=limit.seconds / limit.amount)
    _ask("SELECT accounts_give_back(%s, %s)", [_digest(scope, key), step])


def forget() -> int:
    """Delete the counts that say nothing any more; return how many there were."""
    return RateCount.objects.filter(until__lte=timezone.now()).delete()[0]


def _ask(sql: str, parameters: Sequence[Any]) -> float:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return float(cursor.fetchone()[0])


def _digest(scope: str, key: object) -> str:
    return blind_index(f"{scope}:{key}", "accounts.limits").hex()
