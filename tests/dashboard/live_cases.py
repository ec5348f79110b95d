"""What changes the live pages that are no room's."""

from ..live.cases import Case, grow

CASES = {"home": Case(grow)}
