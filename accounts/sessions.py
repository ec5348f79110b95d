"""Sessions in the database that end a fixed time after signing in, however often they are saved in between."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

SIGNED_IN_AT = "signed_in_at"


class SessionStore(DatabaseSessions):
    """Keeps the end in the session's row, so that whatever loads sessions, a socket too, finds an ended one gone."""

    def start_clock(self) -> None:
        """Count the session's life from now: called when somebody signs in."""
        self[SIGNED_IN_AT] = timezone.now().timestamp()

    def get_expiry_date(self, **known: Any) -> datetime:
        signed_in_at = self.get(SIGNED_IN_AT)
        if signed_in_at is None:
            return super().get_expiry_date(**known)
        forgotten = self.get_expire_at_browser_close()
        seconds = settings.SESSION_UNREMEMBERED_AGE if forgotten else settings.SESSION_COOKIE_AGE
        return datetime.fromtimestamp(signed_in_at, UTC) + timedelta(seconds=seconds)
