"""The room's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .booking import Entry, book, book_many, reverse
from .files import add_file, remove_file
from .moving import move
from .places import change_account_state, change_fund_state, save_account, save_fund
from .records import decide, left_of, reverse_record, save_record

__all__ = [
    "Entry",
    "add_file",
    "book",
    "book_many",
    "change_account_state",
    "change_fund_state",
    "decide",
    "left_of",
    "move",
    "remove_file",
    "reverse",
    "reverse_record",
    "save_account",
    "save_fund",
    "save_record",
]
