"""Whether anything has changed of what standings are loaded from, asked of the database in one statement.

A render must know who may see it as of its own moment. With a thousand tabs, loading all of their sessions, users and
rights anew takes longer than the page itself, and hardly ever brings anything new. So each version of a row is known by
the transaction that wrote it (`xmin`): where the same rows have the same versions as at the last look, nothing changed.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Model

from kafkasder.core.days import today

Fingerprint = tuple[Any, ...]
_LASTS = "(until IS NULL OR until >= %s)"  # as `core.days.lasting` says it: what has ended is missing in the sum


class Asked(NamedTuple):
    """Whom a fingerprint is taken of, as the database reads arrays: a thousand keys are written once for many looks."""

    sessions: str
    users: str

    @classmethod
    def of(cls, session_keys: Collection[str], user_ids: Collection[Any]) -> "Asked":
        key: Any = get_user_model()._meta.pk
        return cls(_array(session_keys), _array(str(key.to_python(each)) for each in user_ids))


def _array(texts: Iterable[str]) -> str:
    quoted = ('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    return "{" + ",".join(quoted) + "}"


def fingerprint(sessions: type[Model], asked: Asked, now: datetime) -> Fingerprint:
    """Return what differs once one of these sessions, of these users, or anything that they may do has changed."""
    return ask(*fingerprint_statement(sessions, asked, now))


def fingerprint_statement(sessions: type[Model], asked: Asked, now: datetime) -> tuple[str, list[Any]]:
    """The statement that the database answers with a fingerprint, and its parameters."""
    user: Any = get_user_model()
    parts = [
        # Its row is also written when it is used, and ends later by that: only what it holds counts here.
        _part(sessions, "session_key", "expire_date > %s", version="session_data"),
        _part(user, user._meta.pk.column),
        *(
            _part(field.through, field.field.m2m_column_name(), _LASTS)
            for field in (user.groups, user.user_permissions)
        ),
        *(_part(model) for model in (Group.permissions.through, Permission)),
    ]
    day = today(now)
    # The names are those of our models' tables and columns.
    return f"SELECT {', '.join(parts)}", [asked.sessions, now, asked.users, asked.users, day, asked.users, day]


def ask(statement: str, params: list[Any]) -> Fingerprint:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return tuple(cursor.fetchone())


def _part(model: type[Model], column: str = "", condition: str = "true", version: str = "xmin") -> str:
    """A sum over versions of rows does not depend on their order, and a row that is gone is missing in it."""
    table, key = model._meta.db_table, model._meta.pk.column
    only = f'"{column}" = ANY(%s)' if column else "true"
    version = f"""hashtextextended("{key}"::text || ' ' || {version}::text, 0)"""
    return f'(SELECT ARRAY[count(*), sum({version})] FROM "{table}" WHERE {only} AND {condition})'  # noqa: S608
