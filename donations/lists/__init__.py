"""The lists of the room."""

from .batches import BATCHES, SETTLEMENTS, UNSETTLED
from .donors import CAMPAIGNS, DONORS

__all__ = ["BATCHES", "CAMPAIGNS", "DONORS", "SETTLEMENTS", "UNSETTLED"]
