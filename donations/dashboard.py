"""The room's numbers on the dashboard, each counted by the very list that it opens."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard

from .lists import CAMPAIGNS, DONORS
from .reports.overview import OVERVIEW


def register() -> None:
    dashboard.register(
        dashboard.list_tile(
            DONORS,
            "donations:donor_list",
            key="donations.donors",
            label=_("Aktif bağışçı"),
            verb="donations.view_donors",
            icon="heart",
            order=122,
        ),
        dashboard.list_tile(
            CAMPAIGNS,
            "donations:campaign_list",
            "state=running",
            key="donations.running",
            label=_("Süren kampanya"),
            verb="donations.view_campaigns",
            icon="flag",
            order=124,
        ),
        *OVERVIEW,
    )
