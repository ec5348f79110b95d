"""Asks the database ahead for what a page asked the last time, so that the page hardly ever waits for an answer.

All of it is sent as one message that also begins the snapshot, and the database answers while the view does its part.
Whenever the view then asks the very same text, its answer is there; any other statement is executed as usual. In a
snapshot in which nothing can be written it makes no difference at which moment something is asked.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection, transaction
from psycopg.generators import fetch, send
from psycopg.pq import ExecStatus

if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

Execute = Callable[..., Any]

LONGEST = 8_000  # characters of a statement that is kept
_BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_GOOD = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class Mistaken(Exception):
    """What was asked ahead, or taken for granted meanwhile, does not hold: the page must be run anew."""


@contextmanager
def snapshot_asking(statements: Iterable[str]) -> Iterator["Answers"]:
    """A snapshot as `readset.snapshot` gives it, with the answers to `statements` on their way.

    Raise `Mistaken` if one of them cannot be answered any more.
    """
    with transaction.atomic(), connection.wrap_database_errors:
        answers = Answers(connection.connection, statements)
        try:
            yield answers
        finally:
            answers.take_all()
        if not answers.are_sound:  # the view may have caught it
            raise Mistaken


class Notes:
    """An execute wrapper that notes what can be asked ahead the next time. It stands inside of all others."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self._note(_text_of(sql, params, many, context["cursor"].cursor))
        return execute(sql, params, many, context)

    def _note(self, text: str) -> None:
        if 0 < len(text) <= LONGEST:
            self.asked.append(text)


class Answers(Notes):
    """Also gives the answers that are there; wrappers inside of it would not hear of that."""

    def __init__(self, raw: psycopg.Connection[Any], statements: Iterable[str]) -> None:
        super().__init__()
        self.are_sound = True
        self._raw = raw
        self._there: dict[str, PGresult] = {}
        self._coming = deque([_BEGIN, *dict.fromkeys(statements)])
        raw.pgconn.send_query(";\n".join(self._coming).encode())
        self._wait = raw.wait
        self._wait(send(raw.pgconn))
        # Whatever else psycopg does on the connection, for a cursor of its own or to end the transaction, waits there.
        vars(raw)["wait"] = self._wait_behind

    def __call__(self, execute: Execute, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        cursor = context["cursor"].cursor
        text = _text_of(sql, params, many, cursor)
        self._note(text)
        answer = self._to(text)
        if answer is None:
            return execute(sql, params, many, context)
        _give(cursor, answer)
        return None

    def take_all(self) -> None:
        """Wait until everything is answered, so that the connection is free for something else."""
        vars(self._raw).pop("wait", None)
        while self._coming:
            self._take()

    def _wait_behind(self, *args: Any, **options: Any) -> Any:
        self.take_all()
        return self._wait(*args, **options)

    def _to(self, text: str) -> "PGresult | None":
        """Return the answer to what was asked ahead, as soon as it is there; None to anything else."""
        while text in self._coming:
            self._take()
        return self._there.get(text)

    def _take(self) -> None:
        answer, text = self._next(), self._coming.popleft()
        if answer is None or answer.status not in _GOOD:
            self._coming.clear()
            self.are_sound = False
        elif text != _BEGIN:
            self._there[text] = answer
        if not self._coming:
            while answer is not None:  # the end of the whole message
                answer = self._next()
        if not self.are_sound:
            raise Mistaken

    def _next(self) -> "PGresult | None":
        return self._wait(fetch(self._raw.pgconn))


def text_of(statement: str, params: Any) -> str:
    """A statement as it goes to the database."""
    with connection.cursor() as cursor:
        return str(cursor.cursor.mogrify(statement, params))


def _text_of(sql: Any, params: Any, many: bool, cursor: Any) -> str:
    """The whole text of a statement that can be asked ahead; empty for others, like one that a cursor steps through."""
    if many or not isinstance(cursor, psycopg.ClientCursor) or not str(sql).startswith("SELECT "):
        return ""
    text = cursor.mogrify(sql, params)
    return "" if ";" in text else text


def _give(cursor: Any, answer: "PGresult") -> None:
    """Let a psycopg cursor that has put a statement together have its answer, as if it had executed it."""
    cursor._reset()
    cursor._set_results([answer])
