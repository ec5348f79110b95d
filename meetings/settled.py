"""Which rows of other rooms a decision settles, and the other way round, as far as somebody sees them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import DECIDABLES
from kafkasder.core.references import Card

from .models import Decision, DecisionLink
from .querysets import sees_all


@dataclass(frozen=True)
class Settled:
    """A row that a decision settles."""

    link: DecisionLink
    card: Card


def settled_by(viewer: Any, decision: Decision) -> list[Settled]:
    """Return what a decision settles; rows that the viewer does not see are left out."""
    return [found for link in DecisionLink.objects.filter(decision=decision) if (found := _settled(viewer, link))]


def _settled(viewer: Any, link: DecisionLink) -> Settled | None:
    kind = DECIDABLES.get(link.kind)  # a room may be gone
    row: Any = kind and kind.visible_to(viewer).filter(pk=link.row_pk).first()
    if kind is None or row is None:
        return None
    return Settled(link, Card(str(row), row.get_absolute_url(), label=kind.label, icon="link"))


def decisions_on(viewer: Any, key: str, pk: int) -> list[Card]:
    """Return the decisions that settle a row, to those who see all meetings: the row's page is the same for many."""
    if not sees_all(viewer):
        return []
    rows = Decision.objects.filter(links__kind=key, links__row_pk=pk).order_by("-year", "-number")
    facts = [(row, (f"{row.adopted_on:%d.%m.%Y}", str(row.get_book_display()))) for row in rows]
    return [Card(str(row), row.get_absolute_url(), said, label=_("Karar"), icon="gavel") for row, said in facts]
