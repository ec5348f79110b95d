"""Reading the room's rows: who sees them, and how they are found."""

from typing import Any, Self

from django.db.models import QuerySet

from kafkasder.core.sql import TurkishFold, prefix_query
from kafkasder.core.text import fold

from .states import OpenState, RecordState

VIEW = "finance.view_finance"


class _Seen(QuerySet[Any]):
    """Rows that all see who may see the association's money."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm(VIEW) else self.none()


class RuleQuerySet(QuerySet[Any]):
    """Figures of law and board."""

    def visible_to(self, viewer: Any) -> Self:
        """Those who mind them see them."""
        return self if viewer.has_perms([VIEW, "finance.manage_finance"]) else self.none()


class _Closable(_Seen):
    def open(self) -> Self:
        return self.filter(state=OpenState.OPEN)

    def search(self, text: str) -> Self:
        """Those whose name holds `text`; there are a few dozen of them at most."""
        return self.alias(folded=TurkishFold("name")).filter(folded__contains=fold(text))


class FundQuerySet(_Closable):
    """Funds."""


class AccountQuerySet(_Closable):
    """Cash boxes, bank accounts and the like."""


class RecordQuerySet(_Seen):
    """Incomes and expenses."""

    def approved(self) -> Self:
        return self.filter(state=RecordState.APPROVED)

    def waiting(self) -> Self:
        return self.filter(state=RecordState.PENDING)

    def search(self, text: str) -> Self:
        """Records with the words of `text` in counterparty, description or document number."""
        if not text.strip():
            return self
        query = prefix_query(text)
        return self.filter(words=query) if query else self.none()


class TransferQuerySet(_Seen):
    """Transfers."""

    def waiting(self) -> Self:
        return self.filter(state=RecordState.PENDING)


class CountQuerySet(_Seen):
    """Counts of cash boxes."""
