"""The rows of the room."""

from .account import MoneyAccount
from .balance import Balance, LedgerTotal
from .check import MoneyCheck
from .count import CashCount
from .fund import Fund
from .period import CarriedTotal, ClosedYear, LockedMonth
from .posting import Posting
from .rate import ExchangeRate
from .record import FinanceRecord, RecordFile
from .rule import MoneyRule
from .transfer import Transfer

__all__ = [
    "Balance",
    "CarriedTotal",
    "CashCount",
    "ClosedYear",
    "ExchangeRate",
    "FinanceRecord",
    "Fund",
    "LedgerTotal",
    "LockedMonth",
    "MoneyAccount",
    "MoneyCheck",
    "MoneyRule",
    "Posting",
    "RecordFile",
    "Transfer",
]
