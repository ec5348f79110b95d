"""The lists of the room."""

from .meetings import MEETINGS

__all__ = ["MEETINGS"]
