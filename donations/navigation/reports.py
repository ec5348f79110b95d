"""What the frame shows of reports."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation
from kafkasder.core.navigation import Area, Item


def register() -> None:
    navigation.register(
        Item(
            label=_("Raporlar"),
            url_name="donations:gift_report",
            icon="chart",
            verb="donations.view_reports",
            order=90,
            area=Area.DONATIONS,
        ),
    )
