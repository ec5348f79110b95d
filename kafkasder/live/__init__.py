"""Live pages: a change saved on one screen is on every other screen within a blink.

`docs/live.md` tells how. Rooms use what is named here and nothing else.
"""

from typing import Any

from django.db import transaction

from .admission import Condition, admit_if
from .changes import echo, echo_totals, touch
from .circles import Viewers
from .marks import live_page
from .post import send_letter
from .tables import scope

__all__ = [
    "Condition",
    "Viewers",
    "admit_if",
    "echo",
    "echo_totals",
    "end_session",
    "end_user",
    "live_page",
    "scope",
    "tell_user",
    "touch",
]


def end_user(user_id: int) -> None:
    """Close all sockets of a user, in every process, when the transaction commits."""
    _send_on_commit({"type": "end", "user": user_id})


def end_session(session_digest: str) -> None:
    """Close the sockets of one session, named by `standing.session_digest(session_key)`."""
    _send_on_commit({"type": "end", "session": session_digest})


def tell_user(user_id: int, event: dict[str, Any]) -> None:
    """Tell every tab of a user something small and impersonal, like `{"event": "preferences", "theme": "dark"}`."""
    _send_on_commit({"type": "tell", "user": user_id, "event": event})


def _send_on_commit(letter: dict[str, Any]) -> None:
    transaction.on_commit(lambda: send_letter(letter), robust=True)
