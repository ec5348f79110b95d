"""Cleaning up after a test that commits: only what it wrote is undone.

Django would empty all tables and fill those again that migrations fill, which takes longer than most tests. Here the
tables whose rows are not those of the beginning are found by one statement, in which a version of a row is known by the
transaction that wrote it; they get their first rows back. It takes a superuser, as the tests' own database has one;
elsewhere Django cleans up.
"""

from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

Marks = dict[str, tuple[Any, ...]]

_COPIES = "first_rows"
_flush = TransactionTestCase._fixture_teardown
_first: Marks = {}


def install() -> None:
    """Clean up quickly from now on; called when the database is as migrations left it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(f"CREATE SCHEMA {_COPIES}")
        for table, (count, *_) in _marks().items():
            if count:
                cursor.execute(f'CREATE TABLE {_COPIES}."{table}" AS TABLE "{table}"')
    _first.update(_marks())
    TransactionTestCase._fixture_teardown = _clean_up  # type: ignore[method-assign]


def uninstall() -> None:
    TransactionTestCase._fixture_teardown = _flush  # type: ignore[method-assign]


def _clean_up(self: TransactionTestCase) -> None:
    now = _marks()
    changed = [table for table, mark in now.items() if mark != _first[table]]
    if not changed:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor foreign keys
        for table in changed:
            cursor.execute(f'DELETE FROM "{table}"')
            if _first[table][0]:
                columns = ", ".join(f'"{name}"' for name in _columns(cursor, table))
                cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {_COPIES}."{table}"')
    _first.update((table, mark) for table, mark in _marks().items() if table in changed)


def _marks() -> Marks:
    tables = [name for name in connection.introspection.table_names() if name != "django_migrations"]
    parts = [
        f'(SELECT ARRAY[count(*), sum(xmin::text::bigint), max(xmin::text::bigint)] FROM "{each}")' for each in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return dict(zip(tables, map(tuple, cursor.fetchone()), strict=True))


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]
