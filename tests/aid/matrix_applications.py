"""What each role gets at the addresses of applications and their decisions."""

from ..matrix import Row

ROWS: list[Row] = []
