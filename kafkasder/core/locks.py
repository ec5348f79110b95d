"""Waiting in line: a row, or something that only has a name, is one transaction's until it ends."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


def lock(row: M) -> M:
    """Return the row as it is now, locked until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def lock_named(name: str) -> None:
    """Wait for every other transaction that took the lock of this name, and hold it until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
