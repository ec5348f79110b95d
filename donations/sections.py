"""What the room shows on the record pages of the rooms below it."""

from typing import Any

from finance.models import Fund
from finance.views.funds import PAGE
from kafkasder.core.sections import SECTIONS, Section

from .models import Donation
from .querysets import VIEW_DONORS

NEWEST = 5


def register() -> None:
    SECTIONS.add(
        Section(
            page=PAGE,
            key="gifts",
            order=20,
            verb="donations.view_donations",
            context=gifts_of_fund,
            template="donations/_fund_gifts.html",
        )
    )


def gifts_of_fund(viewer: Any, fund: Fund) -> dict[str, Any] | None:
    """Return the newest gifts that came into a fund; None for one that nobody gave to."""
    gifts = Donation.objects.visible_to(viewer).taken_in().filter(fund=fund).select_related("donor")
    newest = list(gifts.order_by("-day", "-pk")[:NEWEST])
    return {"newest": newest, "fund": fund, "with_donor": viewer.has_perm(VIEW_DONORS)} if newest else None
