"""From SQL that writes to one message on commit, for every write that passes through Django.

Model signals would miss `QuerySet.update`, `bulk_create`, raw SQL and COPY. So nothing hangs on signals: an
execute wrapper on every connection sees each statement, whoever sent it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from weakref import WeakValueDictionary

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from . import post
from .statements import writes
from .topics import Topics

Echo = Callable[[str], bool]
_echoes: dict[str, Echo] = {}


def echo(table: str, *, of: Echo) -> None:
    """Say that the database itself writes into `table` (a trigger) whenever a table `of` which this is true changes."""
    _echoes[table] = of


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
        result = execute(sql, params, many, context)
        text = sql if isinstance(sql, str) else sql.as_string(self.connection.connection)
        written = writes(text, params, many=many)
        if written:
            self.note(written)
        return result

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
    for table, sounds in _echoes.items():
        if any(sounds(changed) for changed in list(topics.tables())):
            topics.add(table)
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
