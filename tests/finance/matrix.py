"""What each role gets at the addresses of the room."""

from .matrix_records import ROWS as RECORDS

ROWS = [*RECORDS]
