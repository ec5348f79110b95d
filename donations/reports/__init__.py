"""The reports of the room, from the sums that are kept."""

from .gifts import gift_report
from .ledger import ledger_report

__all__ = ["gift_report", "ledger_report"]
