"""The room's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .booking import Entry, book, book_many, reverse
from .counts import count_cash
from .files import add_file, remove_file
from .moving import move
from .periods import close_year, lock_month
from .places import change_account_state, change_fund_state, save_account, save_fund
from .records import CHANGED_MEANWHILE, decide, left_of, reverse_record, save_record
from .rules import add_rate, add_rule, remove_rate, remove_rule
from .splitting import parts_of
from .telling import tell_imported, tell_near_balance_basis
from .transfers import change_transfer, decide_transfer, record_transfer, undo_transfer
from .withdrawing import withdraw

__all__ = [
    "CHANGED_MEANWHILE",
    "Entry",
    "add_file",
    "add_rate",
    "add_rule",
    "book",
    "book_many",
    "change_account_state",
    "change_fund_state",
    "change_transfer",
    "close_year",
    "count_cash",
    "decide",
    "decide_transfer",
    "left_of",
    "lock_month",
    "move",
    "parts_of",
    "record_transfer",
    "remove_file",
    "remove_rate",
    "remove_rule",
    "reverse",
    "reverse_record",
    "save_account",
    "save_fund",
    "save_record",
    "tell_imported",
    "tell_near_balance_basis",
    "undo_transfer",
    "withdraw",
]
