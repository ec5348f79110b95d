"""Waking a job with the present transaction, and the kick that makes the worker look.

The wake is a row of the transaction: it lives and dies with it, has no unique index and so makes nobody wait. The kick
comes after the commit: a notification inside of the transaction would have PostgreSQL commit one such after the other.
If a process dies between the two, the worker finds the wake within seconds.
"""

from collections.abc import MutableMapping
from weakref import WeakKeyDictionary, WeakValueDictionary

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ..models import Wake
from ..queue import enqueue, is_waiting

Place = tuple[str, ...]  # the savepoints that are open, from the outside in


class _Kick:
    """Only the callback that Django keeps for the commit holds a kick; a rolled-back savepoint drops both."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.given = False

    def __call__(self) -> None:
        self.given = True
        kick(self.key)


_waiting: MutableMapping[BaseDatabaseWrapper, "WeakValueDictionary[tuple[str, Place], _Kick]"] = WeakKeyDictionary()


def wake(key: str) -> None:
    """See `kafkasder.core.jobs.wake`."""
    connection = transaction.get_connection()
    kicks = _waiting.setdefault(connection, WeakValueDictionary())
    place = tuple(name for name in connection.savepoint_ids if name)
    if any(_stands(kicks.get((key, place[:depth]))) for depth in range(len(place) + 1)):
        return
    Wake.objects.create(job=key)
    each = kicks[key, place] = _Kick(key)
    transaction.on_commit(each, robust=True)


def _stands(each: _Kick | None) -> bool:
    return each is not None and not each.given


def kick(key: str) -> None:
    """Have the worker look for wakes of a job, unless it is about to look anyway."""
    if not is_waiting(key):
        enqueue(key)
