"""The lists of the room."""

from .actions import ACTIONS
from .decisions import DECISIONS
from .meetings import MEETINGS

__all__ = ["ACTIONS", "DECISIONS", "MEETINGS"]
