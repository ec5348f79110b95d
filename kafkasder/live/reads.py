"""What an SQL statement reads, told from its text and its answer: never less than the truth, sometimes more.

Precise are statements as Django writes them for a record and what belongs to it: one table whose rows are singled out
by primary key or by a row that they belong to, joined with rows that they point at. Everything else, and whatever is
not understood, reads its tables as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

from .commas import items_of
from .conditions import Condition, condition_of
from .tables import is_plain, key_columns, target_of
from .topics import ALL_ROWS, NEW, Rows, Topics, belonging

_NAME = r'(?:"?\w+"?\.)?"?(\w+)"?'  # a table, perhaps with its schema
_READ = re.compile(rf"\b(?:FROM|JOIN)\s+(?:ONLY\s+)?{_NAME}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_JOINED = r' (?:INNER|LEFT OUTER) JOIN "\w+"(?: \w+)? ON \("?\w+"?\."\w+" = "?\w+"?\."\w+"\)'
_JOIN = re.compile(
    r' (?P<kind>INNER|LEFT OUTER) JOIN "(?P<table>\w+)"(?: (?P<alias>\w+))?'
    r' ON \("?(?P<left>\w+)"?\."(?P<column>\w+)" = "?(?P<right>\w+)"?\."(?P<key>\w+)"\)'
)
_TAIL = r" WHERE (?P<where>.+?)(?: GROUP BY (?P<group>.+?))?(?: ORDER BY (?P<order>.+?))?(?: LIMIT \d+)?"
_QUERY = re.compile(
    rf'SELECT (?:DISTINCT )?(?P<items>.+?) FROM "(?P<table>\w+)"(?P<joins>(?:{_JOINED})*){_TAIL}(?: OFFSET \d+)?'  # noqa: S608
)
_ONCE = ["FROM", "SELECT", "WHERE"]
_MAIN = re.compile(rf"\b(?:{'|'.join(_ONCE)})\b", re.IGNORECASE)
_NEVER = re.compile(r"%%|'|--|/\*|\b(?:WITH|UNION|HAVING|OVER|FILTER|DISTINCT ON|FETCH|FOR)\b", re.IGNORECASE)
_CUT = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_BARE = re.compile(r'(?<![\w.":%])(?:"\w+"|[a-z_0-9]\w*)(?![\w."(])')  # a column that does not say of which table


class Answer(Protocol):
    """What the database answered to a statement."""

    def column(self, index: int, name: str) -> frozenset[str] | None:
        """Return the values of the column that is called `name`, as text; None if that cannot be told."""


def reads(sql: str, params: Sequence[Any] | None, answer: Answer) -> Topics:
    """The rows that a statement looked at."""
    query = _query_of(sql)
    if query is None or params is None or not query.is_plain(params):
        return Topics(dict.fromkeys(_tables_named(sql), ALL_ROWS))
    topics = Topics({query.table: query.rows(params, answer)})
    for join in query.joins:
        topics.add(join.table, query.rows_joined(join, params, answer))
    return topics


@dataclass(frozen=True)
class Join:
    """A table whose rows are pointed at by `column` of the table called `left`."""

    table: str
    alias: str
    left: str
    column: str
    is_inner: bool
    # Each row on the left points at one row by its primary key, or at none, and the database holds it to that.
    is_forward: bool


@dataclass(frozen=True)
class Query:
    table: str
    condition: Condition
    first_param: int  # of the condition among all of the statement
    joins: tuple[Join, ...]
    items: str
    where: str
    order: str  # if it may decide which rows are returned
    is_grouped: bool

    def is_plain(self, params: Sequence[Any]) -> bool:
        return all(is_plain(self.table, column, value) for column, value in self._asked(params))

    def rows(self, params: Sequence[Any], answer: Answer) -> Rows:
        names = frozenset(belonging(column, value) for column, value in self._asked(params))
        found_all = self._shown(self.table, key_columns()[self.table], answer) == names
        return names if found_all else names | {NEW}  # what was asked for and not found may come

    def rows_joined(self, join: Join, params: Sequence[Any], answer: Answer) -> Rows:
        """The rows of a joined table that the answer shows, if no other row of it could have changed the answer."""
        if not join.is_forward or self._decides(join) or self._drops(join):
            return ALL_ROWS
        key = key_columns()[join.table]
        if join.left == self.table and {column for column, _ in self.condition.terms} == {join.column}:
            return frozenset(belonging(key, value) for _, value in self._asked(params))
        return self._shown(join.alias, key, answer)

    def _shown(self, alias: str, key: str, answer: Answer) -> Rows:
        """The rows of a table that the answer shows; None if it does not show them."""
        index = self._places.get((alias, key))
        values = None if index is None or self.is_grouped else answer.column(index, key)
        return None if values is None else frozenset(belonging(key, value) for value in values)

    def _asked(self, params: Sequence[Any]) -> Iterator[tuple[str, Any]]:
        for column, places in self.condition.terms:
            for place in places:
                yield column, params[self.first_param + place]

    def _decides(self, join: Join) -> bool:
        """Whether the joined table, or one that hangs on it, has a say in which rows are returned."""
        name = re.compile(rf'"?\b{join.alias}\b"?\.|{_BARE.pattern}')
        further = (each for each in self.joins if each.left == join.alias)
        return bool(name.search(self.where) or name.search(self.order)) or any(map(self._decides, further))

    def _drops(self, join: Join) -> bool:
        """Whether a further join may drop a row of this one, so that the answer does not show it."""
        further = (each for each in self.joins if each.left == join.alias)
        return any(each.is_inner or self._drops(each) for each in further)

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        """Where the answer has each plain column."""
        plain = (re.fullmatch(r'"?(\w+)"?\."(\w+)"', item) for item in items_of(self.items))
        return {(item[1], item[2]): index for index, item in enumerate(plain) if item}


@lru_cache(maxsize=2048)
def _query_of(sql: str) -> Query | None:
    """The statement taken apart; None if it is of another kind than those that can be precise."""
    if sorted(word.upper() for word in _MAIN.findall(sql)) != _ONCE or _NEVER.search(sql):
        return None
    found = _QUERY.fullmatch(sql)
    if not found or found["table"] not in key_columns():
        return None
    condition = condition_of(found["where"], found["table"])
    if condition is None:
        return None
    return Query(
        table=found["table"],
        condition=condition,
        first_param=sql.count("%s", 0, found.start("where")),
        joins=tuple(_joins(found["table"], found["joins"])),
        items=found["items"],
        where=found["where"],
        order=(found["order"] or "") if _CUT.search(sql) else "",
        is_grouped=found["group"] is not None,
    )


def _joins(base: str, text: str) -> Iterator[Join]:
    tables = {base: base}  # by alias, as far as they are pointed at from the first one
    for found in _JOIN.finditer(text):
        alias = found["alias"] or found["table"]
        is_forward = (
            found["right"] == alias
            and found["key"] == key_columns().get(found["table"])
            and target_of(tables.get(found["left"], ""), found["column"]) == found["table"]
        )
        if is_forward:
            tables[alias] = found["table"]
        yield Join(found["table"], alias, found["left"], found["column"], found["kind"] == "INNER", is_forward)


@lru_cache(maxsize=2048)
def _tables_named(sql: str) -> frozenset[str]:
    """Every table that follows FROM or JOIN, and every word that is the name of a model's table."""
    words = _WORD.findall(sql)
    named = {*_READ.findall(sql), *words}
    named |= {name.lower() for name in named}  # as the database takes names that are not quoted
    return frozenset(_READ.findall(sql)) | (key_columns().keys() & named)
