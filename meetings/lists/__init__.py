"""The lists of the room."""

from .actions import ACTIONS
from .decisions import DECISIONS
from .duties import DUTIES
from .meetings import MEETINGS
from .terms import TERMS

__all__ = ["ACTIONS", "DECISIONS", "DUTIES", "MEETINGS", "TERMS"]
