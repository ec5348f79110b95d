"""The room's verbs. Each is one transaction: rule, lock, save; the audit trail writes itself in the database."""

from .booking import Entry, book, book_many, reverse
from .moving import move

__all__ = ["Entry", "book", "book_many", "move", "reverse"]
