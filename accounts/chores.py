"""What a process of the panel does beside answering: sends the mails that wait, and forgets counts that say nothing
and sessions that are over.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.db import connections

from .services import limits, lockout, outbox

_LOOK_EVERY = 5  # seconds: for mails that another process kept, or whose next try has come
_SWEEP_EVERY = 600
_log = logging.getLogger(__name__)


def start_chores() -> None:
    """Do them in a thread that ends with the process; what it had in hand then, another one finds as it was."""
    Thread(target=_do_for_ever, name="chores", daemon=True).start()


def _do_for_ever() -> None:
    swept = time.monotonic()
    while True:
        outbox.something_waits.wait(_LOOK_EVERY)
        outbox.something_waits.clear()
        try:
            with _connections():
                outbox.send_waiting()
                if time.monotonic() - swept > _SWEEP_EVERY:
                    swept = time.monotonic()
                    sweep()
        except Exception as error:  # no database for a moment; whatever it is, mails must go out afterwards
            _log.warning("The chores were interrupted: %s", type(error).__name__)


def sweep() -> None:
    limits.forget()
    lockout.forget_old_counts()


@contextmanager
def _connections() -> Iterator[None]:
    """Give what the thread used back into the pool."""
    try:
        yield
    finally:
        connections.close_all()
