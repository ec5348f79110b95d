"""Who acts, from where and why: carried in a context variable, told to the database before it is written to.

The triggers read the setting `audit.context`. It is set for the length of one transaction and never longer, so that a
pooled connection cannot carry one person's name into another's request; a write outside of any transaction gets one
of its own. A write that comes past Django altogether finds no setting and is recorded as `sql`.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

from .chain import KEY_SETTING, context_key

SETTING = "audit.context"
# The number of the transaction is taken before any number of an entry: sealing relies on this order.
_TELL = f"SELECT set_config('{SETTING}', %s, true), set_config('{KEY_SETTING}', %s, true), pg_current_xact_id()"
_WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "WITH", "CALL", "DO ")
_TAKES_BACK = "ROLLBACK TO"
_LONGEST_REASON = 500


@dataclass(frozen=True)
class Context:
    """What the trail says besides the change itself. `who` is asked late: a request's user may sign in meanwhile."""

    who: Callable[[], Any] = lambda: None
    source: str = "system"
    ip: str | None = None
    request_id: str = ""
    reason: str = ""
    agent: str = ""  # for security events; the trail has no room for it

    def told(self) -> dict[str, Any]:
        """Return what an entry says of the circumstances, under the names that the triggers read."""
        actor = self.who()
        known = actor is not None and actor.is_authenticated
        return {
            "actor": actor.pk if known else None,
            "name": actor.full_name if known else "",
            "source": self.source,
            "ip": self.ip,
            "request": self.request_id,
            "reason": self.reason[:_LONGEST_REASON],
        }


_NOBODY = Context()
_current: ContextVar[Context] = ContextVar("audit_context", default=_NOBODY)


def current() -> Context:
    return _current.get()


@contextmanager
def acting(**changed: Any) -> Iterator[None]:
    """Have what is written inside recorded as this person's, from this source, for this reason.

    `user`, `source`, `ip`, `request_id` and `reason` may be given; what is not given stays as it is outside.
    """
    if "user" in changed:
        user = changed.pop("user")
        changed["who"] = lambda: user
    token = _current.set(replace(current(), **changed))
    try:
        yield
    finally:
        _current.reset(token)


def stamp(using: str = DEFAULT_DB_ALIAS) -> None:
    """Tell the database now, for code in a transaction that writes by ways that Django's cursors do not see."""
    connection = connections[using]
    connection.ensure_connection()
    _teller_of(connection).tell()


class Teller:
    """The execute wrapper of one connection: tells the database who acts before each write, unless it knows."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.told = ""  # holds as long as the transaction in which it was told, and no savepoint is taken back

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        start = _start_of(sql)
        if start.startswith(_TAKES_BACK) or self._transaction_is_new():
            self.told = ""  # a transaction that only reads at first must not rest on what was told to an earlier one
        if not start.startswith(_WRITES):
            return execute(sql, params, many, context)
        if self.connection.get_autocommit():
            with transaction.atomic(self.connection.alias):
                self.tell()
                return execute(sql, params, many, context)
        self.tell()
        return execute(sql, params, many, context)

    def tell(self) -> None:
        told = current().told()
        context = json.dumps(told)
        if context == self.told and not self._transaction_is_new():  # a COPY may be a transaction's first statement
            return
        with self.connection.connection.cursor() as cursor:  # psycopg's own: no wrapper, no query log
            cursor.execute(_TELL, [context, context_key(**told)])
        self.told = context

    def _transaction_is_new(self) -> bool:
        return bool(self.connection.connection.info.transaction_status == TransactionStatus.IDLE)


class CopyTold:
    """A cursor that tells before COPY; psycopg's `copy()` does not pass Django's execute wrappers."""

    @contextmanager
    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        raw = self.connection  # type: ignore[attr-defined]
        if not raw.autocommit:
            raw.audit_teller.tell()
        with super().copy(statement, *args, **kwargs) as copy:  # type: ignore[misc]
            yield copy


def install() -> None:
    """Attach a teller to each connection, those that are open already included."""
    connection_created.connect(_attach, dispatch_uid="accounts.audit.context")
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            _attach(connection=connection)


def _attach(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    raw = connection.connection
    if not issubclass(raw.cursor_factory, CopyTold):
        raw.cursor_factory = _telling_before_copy(raw.cursor_factory)
    raw.audit_teller = teller = _teller_of(connection)  # a pooled connection passes from one wrapper to the next
    teller.told = ""


def _teller_of(connection: BaseDatabaseWrapper) -> Teller:
    for wrapper in connection.execute_wrappers:
        if isinstance(wrapper, Teller):
            return wrapper
    teller = Teller(connection)
    # At the front: `connection.execute_wrapper()` takes off the last one when it ends.
    connection.execute_wrappers.insert(0, teller)
    return teller


@lru_cache
def _telling_before_copy(factory: type) -> type:
    return type(f"Telling{factory.__name__}", (CopyTold, factory), {})


def _start_of(sql: Any) -> str:
    text = sql if isinstance(sql, str) else sql.as_string(None)
    return text.lstrip(" \n\t(")[:12].upper()
