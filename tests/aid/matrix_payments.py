"""What each role gets at the addresses of plans, payments, deliveries and lists."""

from ..matrix import Row

ROWS: list[Row] = []
