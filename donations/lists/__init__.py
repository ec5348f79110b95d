"""The lists of the room."""

from .batches import BATCHES, SETTLEMENTS, UNSETTLED
from .donors import CAMPAIGNS, DONORS
from .gifts import CHEQUES, DONATIONS
from .tributes import TRIBUTES

__all__ = ["BATCHES", "CAMPAIGNS", "CHEQUES", "DONATIONS", "DONORS", "SETTLEMENTS", "TRIBUTES", "UNSETTLED"]
