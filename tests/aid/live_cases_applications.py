"""What changes the live pages of applications and their decisions."""

from ..live.cases import Case

CASES: dict[str, Case] = {}
