"""The lists of the room."""

from .places import ACCOUNTS, FUNDS
from .records import RECORDS

__all__ = ["ACCOUNTS", "FUNDS", "RECORDS"]
