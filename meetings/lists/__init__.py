"""The lists of the room."""

from .decisions import DECISIONS
from .meetings import MEETINGS

__all__ = ["DECISIONS", "MEETINGS"]
