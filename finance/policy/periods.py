"""May this person lock months and close years?"""

from typing import Any

from kafkasder.core.policy import Decision, has_verb


def can_lock(user: Any) -> Decision:
    return has_verb(user, "finance.lock_periods")
