"""What waits for a second pair of eyes, and which figures these saw."""

from decimal import Decimal
from hashlib import blake2s
from typing import Any, ClassVar

from django.db.models import Q

from ..states import ENDED, RecordState

STATE_HAS_ITS_DECISION = (
    Q(state=RecordState.PENDING, decided_at=None)
    | Q(state=RecordState.APPROVED, decided_at__isnull=False)
    | (Q(state__in=ENDED, decided_at__isnull=False) & ~Q(state_reason=""))
)


class Decided:
    """A row that somebody else decides about; `decided_about` names the columns that the decision is about."""

    decided_about: ClassVar[tuple[str, ...]] = ()

    @property
    def seen(self) -> str:
        """A digest of the figures: whoever decides says with it which ones they looked at."""
        figures = [_written(getattr(self, name)) for name in self.decided_about]
        return blake2s(repr(figures).encode(), digest_size=8).hexdigest()


def _written(figure: Any) -> str:
    """Write a figure as the database does, which gives amounts their two places."""
    return f"{figure:.2f}" if isinstance(figure, Decimal) else str(figure)
