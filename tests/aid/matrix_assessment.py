"""What each role gets at the addresses of home visits, scores and settings."""

from ..matrix import Row

ROWS: list[Row] = []
