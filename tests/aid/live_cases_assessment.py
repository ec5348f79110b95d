"""What changes the live pages of home visits, scores and settings."""

from ..live.cases import Case

CASES: dict[str, Case] = {}
