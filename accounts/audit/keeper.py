"""The thread of each server process that seals the trail, drops the daily anchor and verifies when somebody asks.

Whichever process comes first does the work of a round; the others find nothing to do.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import connection
from django.utils import translation

from kafkasder.core.pool import is_away, renew_pool

from .anchors import drop_daily_anchor
from .checks import check, is_asked
from .sealing import seal

_log = logging.getLogger(__name__)
_LONGEST_PAUSE = 60.0
_ROUNDS_BETWEEN_CHORES = 5


def start() -> None:
    """Keep the trail from now on, in the background."""
    if settings.AUDIT_SEAL_SECONDS:
        threading.Thread(target=_keep, name="audit-keeper", daemon=True).start()


def _keep() -> None:
    translation.activate(settings.LANGUAGE_CODE)
    pause, rounds = float(settings.AUDIT_SEAL_SECONDS), 0
    while True:
        time.sleep(pause)
        rounds += 1
        try:
            keep_once(chores=rounds % _ROUNDS_BETWEEN_CHORES == 0)
            pause = settings.AUDIT_SEAL_SECONDS
        except Exception as error:  # whatever it is, the next round tries again
            pause = min(pause * 2, _LONGEST_PAUSE)
            if is_away(error):
                renew_pool()
                _log.warning("The audit trail is not sealed: the database is away")
            else:
                _log.exception("The audit trail is not sealed")
        finally:
            connection.close()  # back to the pool


def keep_once(*, chores: bool = True) -> None:
    """Seal what waits; with `chores` also look whether an anchor or a verification is due."""
    seal()
    if chores:
        drop_daily_anchor()
        if is_asked():
            check()
