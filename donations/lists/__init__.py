"""The lists of the room."""

from .donors import CAMPAIGNS, DONORS

__all__ = ["CAMPAIGNS", "DONORS"]
