"""What rooms do, in the same transaction, when somebody comes to be able to do less: the account closes, a right goes.

A right that ends with its last day is taken by nobody; for that rooms look by a job of their own.
"""

from collections.abc import Callable
from typing import Any

Follow = Callable[[Any], object]

_followers: list[Follow] = []


def register(follow: Follow) -> None:
    """Have `follow` called with the user; called by rooms in `AppConfig.ready`."""
    _followers.append(follow)


def tell_rooms(user: Any) -> None:
    """Called with what the user has from now on stored, within the transaction."""
    for follow in _followers:
        follow(user)
