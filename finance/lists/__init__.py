"""The lists of the room."""

from .places import ACCOUNTS, FUNDS
from .records import RECORDS
from .rules import RATES, RULES

__all__ = ["ACCOUNTS", "FUNDS", "RATES", "RECORDS", "RULES"]
