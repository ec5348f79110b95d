"""What changes the live pages of plans, payments, deliveries and lists."""

from ..live.cases import Case

CASES: dict[str, Case] = {}
