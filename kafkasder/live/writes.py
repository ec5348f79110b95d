"""What an SQL statement writes: never less than the truth, sometimes more.

Precise are an INSERT of rows, and an UPDATE or DELETE by primary key, as Django writes them. Such a change bears the
names that its rows had and those that they have (see `topics`). What the statement's text does not tell the database
is asked: the statement returns the columns by which its rows belong to others, and before an UPDATE that sets one of
these the rows are locked and looked at.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .answers import CursorAnswer
from .commas import items_of
from .tables import is_plain, key_columns, scope_columns
from .topics import ALL_ROWS, MANY, NEW, Rows, Topics, belonging

_NAME = r'(?:"?\w+"?\.)?"?(\w+)"?'  # a table, perhaps with its schema
_WRITE = re.compile(
    rf"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|COPY)\s+(?:TABLE\s+)?(?:ONLY\s+)?{_NAME}",
    re.IGNORECASE,
)
_TRUNCATE = re.compile(r"\bTRUNCATE\b", re.IGNORECASE)
_CASCADE = re.compile(r"\bCASCADE\b", re.IGNORECASE)
_HARMLESS = re.compile(r"\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|SET|SHOW|FETCH|DECLARE|CLOSE)\b", re.IGNORECASE)
_BY_KEY = re.compile(
    r'(?:UPDATE "(?P<updated>\w+)" SET (?P<set>.+)|DELETE FROM "(?P<deleted>\w+)")'
    r'(?P<where> WHERE "(?P<table>\w+)"\."(?P<column>\w+)" (?:= %s|IN \(%s(?:, %s)*\)))'
)
_INSERT = re.compile(
    r'INSERT INTO "(?P<table>\w+)" \((?P<columns>"\w+"(?:, "\w+")*)\)'
    r" (?P<values>VALUES .+?|SELECT (?:given\.)?\*.*? FROM UNNEST\(.+?\)(?: AS given)?)"
    r"(?: ON CONFLICT DO NOTHING)?(?: RETURNING .+)?"
)
_ARRAYS = re.compile(  # as Django writes, and `core.inserting`, which sends what all rows share once and first
    r"SELECT (?:given\.)?\*(?P<once>(?:, \(%s\)::[\w ()]+)*)"
    r" FROM UNNEST\(\(%s\)::[\w ()]+\[\](?:, \(%s\)::[\w ()]+\[\])*\)(?: AS given)?"
)


def writes(sql: str) -> Topics | None:
    """The tables that a statement may have changed, as a whole; None if it changes none."""
    if _HARMLESS.match(sql) and ";" not in sql:
        return None
    # Also in a CTE, after a comment, in one of several statements: every name that follows a writing word.
    named = set(_WRITE.findall(sql))
    if _TRUNCATE.search(sql):  # it may name several, and empty those that point at them
        named |= set(key_columns()) if _CASCADE.search(sql) else key_columns().keys() & re.findall(r"\w+", sql)
    named |= {name.lower() for name in named}  # as the database takes names that are not quoted
    return Topics(dict.fromkeys(named, ALL_ROWS)) or None


@dataclass(frozen=True)
class Write:
    """A statement whose rows can be told apart."""

    table: str
    statement: str  # what is sent to the database instead
    before = ""  # what is sent before that, to lock the rows and see to whom they belong

    def keys_in(self, params: Sequence[Any]) -> Sequence[Any]:
        """The parameters of `before`."""
        return ()

    def names_in(self, rows: Iterable[Sequence[Any]]) -> Rows:
        """The names that the rows had which `before` brought."""
        return frozenset()

    def rows(self, params: Sequence[Any], answer: CursorAnswer) -> Rows:
        """The names of what was written."""
        raise NotImplementedError


@dataclass(frozen=True)
class ByKey(Write):
    """An UPDATE or DELETE of rows that are named by their primary key."""

    parents: tuple[str, ...]
    keys: int  # how many parameters at the end are keys
    before: str = ""

    def keys_in(self, params: Sequence[Any]) -> Sequence[Any]:
        return params[-self.keys :]

    def names_in(self, rows: Iterable[Sequence[Any]]) -> Rows:
        return frozenset(
            belonging(column, value)
            for row in rows
            for column, value in zip(self.parents, row, strict=True)
            if value is not None
        )

    def rows(self, params: Sequence[Any], answer: CursorAnswer) -> Rows:
        names = {belonging(key_columns()[self.table], key) for key in self.keys_in(params)}
        for index, column in enumerate((key_columns()[self.table], *self.parents)):
            values = answer.column(index, column)
            if values is None:
                return ALL_ROWS
            names |= {belonging(column, value) for value in values}
        return frozenset(names)


@dataclass(frozen=True)
class Insert(Write):
    """Rows that come."""

    columns: tuple[str, ...]
    places: tuple[int | None, ...]  # of each column's parameter in a row; None for NULL
    arrays: int  # how many columns, from the first, come as one parameter for all rows; those behind are all alike

    def rows(self, params: Sequence[Any], answer: CursorAnswer) -> Rows:
        names: set[str] = set()
        key = key_columns()[self.table]
        for column in (key, *scope_columns(self.table)):
            values = self._values(column, params)
            if values is None and column == key:
                values = answer.column(0, key)  # as Django has new keys returned
            names |= {NEW} if values is None else {belonging(column, value) for value in values if value is not None}
        return frozenset(names)

    def _values(self, column: str, params: Sequence[Any]) -> Iterable[Any] | None:
        """The values that a column gets; None if the database chooses them."""
        if column not in self.columns:
            return None
        place = self.places[self.columns.index(column)]
        if place is None:
            return ()
        values: Sequence[Any]
        if self.arrays:
            values = params[place] if self.columns.index(column) < self.arrays else [params[place]]
        else:
            values = params[place :: sum(each is not None for each in self.places)]
        return values if all(value is None or is_plain(self.table, column, value) for value in values) else None


@lru_cache(maxsize=1024)
def write_of(sql: str) -> Write | None:
    """The statement taken apart; None for every other kind."""
    if ";" in sql:
        return None
    if found := _BY_KEY.fullmatch(sql):
        return _by_key(sql, found)
    if (found := _INSERT.fullmatch(sql)) and found["table"] in key_columns():
        return _insert(sql, found)
    return None


def _by_key(sql: str, found: re.Match[str]) -> ByKey | None:
    table, keys = found["table"], found["where"].count("%s")
    key, parents = key_columns().get(table), scope_columns(table)
    if table != (found["updated"] or found["deleted"]) or found["column"] != key or keys > MANY:
        return None
    if key is None or _sets((key,), found):
        return None
    key_and_parents, listed = (", ".join(f'"{each}"' for each in columns) for columns in ((key, *parents), parents))
    look = f'SELECT {listed} FROM "{table}"{found["where"]} FOR NO KEY UPDATE'  # noqa: S608  # names of our own models
    return ByKey(table, f"{sql} RETURNING {key_and_parents}", parents, keys, look if _sets(parents, found) else "")


def _sets(columns: Iterable[str], found: re.Match[str]) -> bool:
    """Whether a column is set, in whatever way it is written; where it is only mentioned, that does no harm."""
    return any(re.search(rf'(?<![.\w])(?<!\.")"?{column}\b', found["set"] or "", re.IGNORECASE) for column in columns)


def _insert(sql: str, found: re.Match[str]) -> Insert | None:
    columns = tuple(column.strip('"') for column in found["columns"].split(", "))
    places: tuple[int | None, ...]
    arrays = 0
    if of_arrays := _ARRAYS.fullmatch(found["values"]):
        once = of_arrays["once"].count("%s")
        arrays, places = len(columns) - once, (*range(once, len(columns)), *range(once))
    else:
        items = _first_row(found["values"])
        if items is None or len(items) != len(columns):
            return None
        names = {key_columns()[found["table"]], *scope_columns(found["table"])}
        if any(item not in ("%s", "NULL") for column, item in zip(columns, items, strict=True) if column in names):
            return None  # the database computes it
        numbers = iter(range(len(columns)))
        places = tuple(next(numbers) if "%s" in item else None for item in items)
    return Insert(found["table"], sql, columns, places, arrays)


def _first_row(values: str) -> list[str] | None:
    """What VALUES says of each column, if it says the same of every row."""
    rows = set(items_of(values.removeprefix("VALUES ")))
    if len(rows) != 1 or "'" in values or " ON CONFLICT" in values:
        return None
    items = list(items_of(rows.pop()[1:-1]))
    return items if all(item == "NULL" or item.count("%s") == 1 for item in items) else None
