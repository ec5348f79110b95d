"""From SQL that writes to one message on commit, for every write that passes through Django.

Model signals would miss `QuerySet.update`, `bulk_create`, raw SQL and COPY. So nothing hangs on signals: an
execute wrapper on every connection sees each statement, whoever sent it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from weakref import WeakValueDictionary

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from kafkasder.core.totals import Totals

from . import post
from .answers import CursorAnswer
from .tables import scope
from .topics import ALL_ROWS, NEW, Rows, Topics, belonging
from .writes import Write, write_of, writes


@dataclass(frozen=True)
class Echo:
    """What `echo` was told."""

    of: Callable[[str], bool]
    columns: Mapping[str, Callable[[str], str]]

    def rows(self, table: str, written: Rows) -> Rows:
        """The rows that the database writes when these rows of a table change."""
        if written is None or NEW in written or not self.columns:
            return ALL_ROWS
        named = [(column, belonging(key(table), "")) for column, key in self.columns.items()]
        return frozenset(
            belonging(column, name.removeprefix(start))
            for column, start in named
            for name in written
            if name.startswith(start)
        )


_echoes: dict[str, Echo] = {}


def echo(table: str, *, of: Callable[[str], bool], column: str = "", key: Callable[[str], str] | None = None) -> None:
    """Say that the database itself writes into `table` (a trigger) whenever a table `of` which this is true changes.

    `column` of what it writes holds the value that the changed row has in the column that `key` names for its table,
    which is its primary key or a foreign key. Without them any row of `table` may be new.
    """
    _echoes[table] = Echo(of, {} if key is None else {column: key})
    if key is not None:
        scope(table, column)


def echo_totals(totals: Totals) -> None:
    """Say that whoever writes a table also writes the sums that are kept of it."""
    columns = totals.pointers
    _echoes[totals.into] = Echo(totals.of.__eq__, {column: partial(_always, key) for column, key in columns.items()})
    scope(totals.into, *columns)


def _always(key: str, table: str) -> str:
    return key


def touch(*tables: str, using: str = "default") -> None:
    """Announce on commit a change that Django's cursors do not see, like a function that writes."""
    connection = connections[using]
    connection.ensure_connection()
    _noticer_of(connection).note(Topics(dict.fromkeys(tables)))


class Noticer:
    """The execute wrapper of one connection."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.parts: WeakValueDictionary[tuple[str, ...], Part] = WeakValueDictionary()

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        text = sql if isinstance(sql, str) else sql.as_string(self.connection.connection)
        if not many and isinstance(params, list | tuple) and (write := write_of(text)):
            return self._execute(write, execute, params, context)
        result = execute(sql, params, many, context)
        if written := writes(text):
            self.note(written)
        return result

    def _execute(
        self, write: Write, execute: Callable[..., Any], params: Sequence[Any], context: dict[str, Any]
    ) -> Any:
        before = self._look(write, params)
        result = execute(write.statement, params, False, context)
        after = write.rows(params, CursorAnswer(context["cursor"]))
        self.note(Topics({write.table: None if before is None or after is None else before | after}))
        return result

    def _look(self, write: Write, params: Sequence[Any]) -> Rows:
        """The names that rows have before they are changed, as far as they may lose them."""
        if not write.before:
            return frozenset()
        if self.connection.get_autocommit():
            return ALL_ROWS  # a lock would end with the look, and what was seen could be old
        self.connection.validate_no_broken_transaction()
        with self.connection.wrap_database_errors, self.connection.connection.cursor() as cursor:
            cursor.execute(write.before, write.keys_in(params))  # psycopg's own: no wrapper, no query log
            return write.names_in(cursor.fetchall())

    def note(self, written: Topics) -> None:
        place = tuple(name for name in self.connection.savepoint_ids if name)
        part = self.parts.get(place)
        if part and not part.sent:
            part.topics.merge(written)
            return
        part = self.parts[place] = Part(self)
        part.topics.merge(written)
        transaction.on_commit(part.announce, using=self.connection.alias, robust=True)

    def announce(self) -> None:
        """Send what all the parts that lived to see the commit have gathered, as one message."""
        together = Topics()
        for part in list(self.parts.values()):
            if not part.sent:
                together.merge(part.topics)
                part.sent = True
        if together:
            post.send_change(_with_echoes(together))


class Part:
    """What was written at one depth of savepoints.

    Only the callback that Django keeps for the commit holds a part. When a savepoint or the transaction is
    rolled back Django drops the callback, and with it the part and its topics are gone.
    """

    def __init__(self, noticer: Noticer) -> None:
        self.noticer = noticer
        self.topics = Topics()
        self.sent = False

    def announce(self) -> None:
        if not self.sent:
            self.noticer.announce()


def _with_echoes(topics: Topics) -> Topics:
    for table, each in _echoes.items():
        for changed, rows in list(topics.rows.items()):
            if each.of(changed):
                topics.add(table, each.rows(changed, rows))
    return topics


def install() -> None:
    connection_created.connect(_watch, dispatch_uid="kafkasder.live.changes")
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            _watch(connection=connection)


def _watch(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    noticer = _noticer_of(connection)
    raw = connection.connection
    if not issubclass(raw.cursor_factory, CopyNoticed):
        raw.cursor_factory = _noticing_copies(raw.cursor_factory)
    raw.live_noticer = noticer  # a pooled connection passes from one wrapper to the next


def _noticer_of(connection: BaseDatabaseWrapper) -> Noticer:
    for wrapper in connection.execute_wrappers:
        if isinstance(wrapper, Noticer):
            return wrapper
    noticer = Noticer(connection)
    # At the front: `connection.execute_wrapper()` takes off the last one when it ends.
    connection.execute_wrappers.insert(0, noticer)
    return noticer


class CopyNoticed:
    """A cursor whose COPY is noticed; psycopg's `copy()` does not pass Django's execute wrappers."""

    @contextmanager
    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        with super().copy(statement, *args, **kwargs) as copy:  # type: ignore[misc]
            yield copy
        raw = self.connection  # type: ignore[attr-defined]
        text = statement if isinstance(statement, str) else statement.as_string(raw)
        written = writes(text) if " FROM " in text.upper() else None
        if written:
            raw.live_noticer.note(written)


@lru_cache
def _noticing_copies(factory: type) -> type:
    return type(f"{factory.__name__}WithCopyNoticed", (CopyNoticed, factory), {})
