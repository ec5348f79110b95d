"""The lists of donations to which the pages of other rooms lead."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from finance.references import FUND
from kafkasder.core.leads import LEADS, Lead


def register() -> None:
    LEADS.add(
        Lead(
            key="gifts_of_fund",
            about=FUND,
            label=_("Bu fonun bağışları"),
            url=_gifts_of_fund,
            icon="coins",
            verb="donations.view_donations",
            order=10,
        )
    )


def _gifts_of_fund(pk: int) -> str:
    return f"{reverse('donations:donation_list')}?fund={pk}"
