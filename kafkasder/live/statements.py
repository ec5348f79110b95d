"""What an SQL statement reads or writes, told from its text: never less than the truth, sometimes more."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.apps import apps

from .topics import ALL_ROWS, NEW_ROWS, Rows, Topics

_NAME = r'(?:"?\w+"?\.)?"?(\w+)"?'  # a table, perhaps with its schema
_READ = re.compile(rf"\b(?:FROM|JOIN)\s+(?:ONLY\s+)?{_NAME}", re.IGNORECASE)
_WRITE = re.compile(
    rf"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY)\s+(?:TABLE\s+)?(?:ONLY\s+)?{_NAME}",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|SHOW|FETCH|DECLARE|CLOSE)\b",
    re.IGNORECASE,
)
_BY_KEY = re.compile(
    r' WHERE "(?P<table>\w+)"\."(?P<column>\w+)" (?:= %s|IN \((?P<list>%s(?:, %s)*)\))'
    r"(?: ORDER BY [^()]*?)?(?: LIMIT \d+)?"
)
_WORD = re.compile(r"\w+")


def writes(sql: str, params: Sequence[Any] | None = None, *, many: bool = False) -> Topics | None:
    """The rows that a statement may have changed; None if it changes none."""
    if _HARMLESS.match(sql) and ";" not in sql:
        return None
    topics = Topics()
    head = _WRITE.match(sql)
    if head and ";" not in sql:
        topics.add(
            head[2],
            ALL_ROWS if many else _written_rows(head[1].upper(), head[2], sql, params),
        )
    else:  # a CTE, a comment, several statements: every name that follows a writing word
        for _, table in _WRITE.findall(sql):
            topics.add(table)
    return topics or None


def reads(sql: str, params: Sequence[Any] | None, found: int) -> Topics:
    """The rows that a statement looked at; `found` is how many it returned, or -1 where that is not known.

    Single rows are told apart only if each was asked for by its primary key and was there: for a row that
    is missing, an insert anywhere in the table matters.
    """
    tables = _tables_named(sql)
    if len(tables) == 1 and sql.upper().count("FROM ") == 1:
        (table,) = tables
        keys = _keys_asked(table, sql, params)
        if keys and len(keys) == found:
            return Topics({table: keys})
    return Topics(dict.fromkeys(tables, ALL_ROWS))


def _written_rows(verb: str, table: str, sql: str, params: Sequence[Any] | None) -> Rows:
    if verb.startswith("INSERT"):
        return ALL_ROWS if "CONFLICT" in sql.upper() else NEW_ROWS
    if verb in ("UPDATE", "DELETE FROM"):
        return _keys_asked(table, sql, params)
    return ALL_ROWS


def _keys_asked(table: str, sql: str, params: Sequence[Any] | None) -> Rows:
    """The keys in a closing `WHERE "table"."pk" = %s` or `IN (%s, …)`; None for any other shape."""
    where = _BY_KEY.fullmatch(sql, sql.rfind(" WHERE "))
    if not where or not params or where["table"] != table or where["column"] != _key_columns().get(table):
        return None
    count = 1 + where["list"].count(",") if where["list"] else 1
    return frozenset(str(key) for key in list(params)[-count:])


@lru_cache(maxsize=2048)
def _tables_named(sql: str) -> frozenset[str]:
    """Every table that follows FROM or JOIN, and every word that is the name of a model's table."""
    words = _WORD.findall(sql)
    return frozenset(_READ.findall(sql)) | (_key_columns().keys() & words)


@lru_cache(maxsize=1)
def _key_columns() -> dict[str, str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.pk.column or "" for model in models}
