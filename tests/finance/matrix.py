"""What each role gets at the addresses of the room."""

from .matrix_book import ROWS as BOOK
from .matrix_records import ROWS as RECORDS
from .matrix_rules import ROWS as RULES

ROWS = [*RECORDS, *RULES, *BOOK]
