"""Waiting in line: a row, or something that only has a name, is one transaction's until it ends."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


def lock(row: M, by: Any) -> M:
    """Return the row as it is now, locked until the transaction ends.

    Raise PermissionDenied if it was taken out of the sight of `by` since they opened its page. Rows of a model without
    `visible_to` are in the sight of all who have their verbs.
    """
    rows: Any = type(row)._default_manager.all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(by)
    locked: M | None = rows.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if locked is None:
        raise PermissionDenied
    return locked


def lock_named(name: str) -> None:
    """Wait for every other transaction that took the lock of this name, and hold it until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
