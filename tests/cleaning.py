"""Cleaning up after a test that commits: only what it wrote is undone.

Django would empty all tables and fill those again that migrations fill, which takes longer than most tests. Here the
tables whose rows are not those of the beginning are found by one statement: of most it asks only whether they are still
empty, and in the others a version of a row is known by the transaction that wrote it. They get their first rows back.
It takes a superuser, as the tests' own database has one; elsewhere Django cleans up.
"""

from collections.abc import Collection
from typing import Any

import psycopg
from django.db import connection, transaction
from django.test import TransactionTestCase

Marks = dict[str, tuple[Any, ...] | bool]

_COPIES = "first_rows"
_EMPTY = False
_MARK = '(SELECT ARRAY[count(*), sum(xmin::text::bigint), max(xmin::text::bigint)] FROM "{}")'
_flush = TransactionTestCase._fixture_teardown
_first: Marks = {}
_columns: dict[str, str] = {}  # of the tables that have rows in the beginning


def install() -> None:
    """Clean up quickly from now on; called when the database is as migrations left it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(f"CREATE SCHEMA {_COPIES}")
        _first.update({name: _EMPTY for name in connection.introspection.table_names() if name != "django_migrations"})
        for table in [table for table, mark in _marks(_first).items() if mark != _EMPTY]:
            cursor.execute(f'CREATE TABLE {_COPIES}."{table}" AS TABLE "{table}"')
            _columns[table] = ", ".join(f'"{name}"' for name in _names_of_columns(cursor, table))
    _first.update(_marks(_columns))
    TransactionTestCase._fixture_teardown = _clean_up  # type: ignore[method-assign]


def uninstall() -> None:
    TransactionTestCase._fixture_teardown = _flush  # type: ignore[method-assign]


def _clean_up(self: TransactionTestCase) -> None:
    changed = [table for table, mark in _marks(_first).items() if mark != _first[table]]
    if not changed:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor foreign keys
        for table in changed:
            cursor.execute(f'DELETE FROM "{table}"')
            if columns := _columns.get(table):
                cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {_COPIES}."{table}"')
    if filled := _columns.keys() & set(changed):
        _first.update(_marks(filled))


def _marks(tables: Collection[str]) -> Marks:
    """Return what tells for each table whether its rows are the same as before."""
    parts = [_MARK.format(each) if each in _columns else f'EXISTS (SELECT FROM "{each}")' for each in tables]
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:  # Django's own would have it planned each time
        cursor.execute(f"SELECT {', '.join(parts)}", prepare=tables is _first)
        found = [tuple(mark) if isinstance(mark, list) else mark for mark in cursor.fetchone()]
    return dict(zip(tables, found, strict=True))


def _names_of_columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]
