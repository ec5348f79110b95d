"""One snapshot for a page, and the topics that were read in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from .answers import CursorAnswer
from .reads import reads
from .topics import MOST_READ, Topics


@contextmanager
def snapshot() -> Iterator[None]:
    """Show every query the same moment, and refuse every write.

    Inside a transaction that has begun, which only tests and commands have around a page, it does nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def read_set() -> Iterator[Topics]:
    """Collect the topics of every query that runs inside."""
    topics = Topics(most=MOST_READ)

    def note(
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        result = execute(sql, params, many, context)
        topics.merge(reads(_text(sql), None if many else params, CursorAnswer(context["cursor"])))
        return result

    with connection.execute_wrapper(note):
        yield topics


def _text(sql: Any) -> str:
    return sql if isinstance(sql, str) else sql.as_string(connection.connection)
