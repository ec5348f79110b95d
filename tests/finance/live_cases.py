"""What changes the live pages of the room."""

from .live_cases_book import CASES as BOOK
from .live_cases_records import CASES as RECORDS
from .live_cases_rules import CASES as RULES

CASES = {**RECORDS, **RULES, **BOOK}
