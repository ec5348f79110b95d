"""Which rows a WHERE lets through at most: those of certain keys, or those that belong to certain rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .tables import key_columns, scope_columns

_TOKEN = re.compile(r'%s|[()]|"?\w+"?\."\w+"|[^\s()%]+|%')
_TERM = re.compile(r'"(?P<table>\w+)"\."(?P<column>\w+)" (?:= %s|IN \( %s(?: , %s)* \))')
_JOINERS = ("AND", "OR")
_WORDS = (*_JOINERS, "NOT")  # as Django writes them; somebody else may write them small
_UNFIT = ("CASE", "WHEN", "END", "BETWEEN")  # there AND and OR do not join conditions


@dataclass(frozen=True)
class Condition:
    """Every row that passes fulfils one of `terms`: a column that holds one of the parameters at these places."""

    terms: tuple[tuple[str, tuple[int, ...]], ...]


def condition_of(where: str, table: str) -> Condition | None:
    """Return the narrowest part of a condition that singles out rows of `table`; None if nothing does."""
    tokens = _TOKEN.findall(where.replace(",", " , "))
    if any(word.upper() in _UNFIT or (word.upper() in _WORDS and word not in _WORDS) for word in tokens):
        return None
    return _Parser(tokens, table).parse()


class _Parser:
    """Goes through a condition once. A part that singles out nothing is None; one of those joined by AND suffices."""

    def __init__(self, tokens: Sequence[str], table: str) -> None:
        self._tokens = tokens
        self._columns = {key_columns()[table], *scope_columns(table)}
        self._table = table
        self._at = 0
        self._params = 0

    def parse(self) -> Condition | None:
        found = self._either()
        return found if self._at == len(self._tokens) else None

    def _either(self) -> Condition | None:
        parts = [self._both()]
        while self._next_is("OR"):
            self._take()
            parts.append(self._both())
        known = [part for part in parts if part]
        if len(known) < len(parts):
            return None
        return Condition(tuple(term for part in known for term in part.terms))

    def _both(self) -> Condition | None:
        parts = [self._part()]
        while self._next_is("AND"):
            self._take()
            parts.append(self._part())
        return next((part for part in parts if part), None)

    def _part(self) -> Condition | None:
        if self._next_is("NOT"):
            self._take()
            self._part()
            return None
        if self._next_is("(") and self._is_group():
            self._take()
            inside = self._either()
            if not self._next_is(")"):
                self._at = len(self._tokens) + 1  # not understood
                return None
            self._take()
            return inside
        return self._term()

    def _term(self) -> Condition | None:
        begun, first, depth = self._at, self._params, 0
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if not depth and token in (*_JOINERS, ")"):
                break
            depth += (token == "(") - (token == ")")
            self._take()
        found = _TERM.fullmatch(" ".join(self._tokens[begun : self._at]))
        if not found or found["table"] != self._table or found["column"] not in self._columns:
            return None
        return Condition(((found["column"], tuple(range(first, self._params))),))

    def _is_group(self) -> bool:
        """Whether the bracket at this place holds conditions, and is not the beginning of an expression."""
        depth = 0
        for index in range(self._at, len(self._tokens)):
            token = self._tokens[index]
            depth += (token == "(") - (token == ")")
            if not depth:
                return index + 1 == len(self._tokens) or self._tokens[index + 1] in (*_JOINERS, ")")
        return False

    def _next_is(self, token: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == token

    def _take(self) -> None:
        self._params += self._tokens[self._at] == "%s"
        self._at += 1
