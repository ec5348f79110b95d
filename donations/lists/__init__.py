"""The lists of the room."""

from .batches import BATCHES, SETTLEMENTS, UNSETTLED
from .donors import CAMPAIGNS, DONORS
from .gifts import CHEQUES, DONATIONS

__all__ = ["BATCHES", "CAMPAIGNS", "CHEQUES", "DONATIONS", "DONORS", "SETTLEMENTS", "UNSETTLED"]
