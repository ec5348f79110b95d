"""The pool of connections after PostgreSQL was away: all of them are dead, and one fault is enough to know it.

Without this each dead connection would cost somebody an error, one after the other.
"""

import sys
import threading
from typing import Any

from django.db import InterfaceError, OperationalError, connection

_renewing = threading.Lock()


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be reached."""
    return isinstance(error, (OperationalError, InterfaceError))


def renew_pool() -> None:
    """Have the pool try each of its connections and replace the dead ones, in a thread; nobody waits for it."""
    pool = getattr(connection, "pool", None)
    if pool is not None and _renewing.acquire(blocking=False):
        threading.Thread(target=_renew, args=(pool,), name="pool", daemon=True).start()


def _renew(pool: Any) -> None:
    try:
        pool.check()
    finally:
        _renewing.release()


def heed_exception(sender: object, **_: object) -> None:
    """A receiver of `got_request_exception`."""
    if is_away(sys.exception()):
        renew_pool()
