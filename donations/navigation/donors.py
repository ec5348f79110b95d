"""What the room puts into the frame: the side navigation, the quick-add menu and the search palette."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Area, Item

from ..models import Campaign, Donor

_VIEW_DONORS, _VIEW_CAMPAIGNS = "donations.view_donors", "donations.view_campaigns"


def register() -> None:
    navigation.register(
        Item(
            label=_("Bağışçılar"),
            url_name="donations:donor_list",
            icon="heart",
            verb=_VIEW_DONORS,
            order=10,
            area=Area.DONATIONS,
        ),
        Item(
            label=_("Kampanyalar"),
            url_name="donations:campaign_list",
            icon="flag",
            verb=_VIEW_CAMPAIGNS,
            order=20,
            area=Area.DONATIONS,
        ),
    )
    navigation.register_quick_add(
        Item(
            label=_("Bağışçı"),
            url_name="donations:donor_create",
            icon="heart",
            verb="donations.change_donors",
            order=40,
        ),
        Item(
            label=_("Kampanya"),
            url_name="donations:campaign_create",
            icon="flag",
            verb="donations.change_campaigns",
            order=50,
        ),
    )
    palette.register(
        palette.Source(
            key="donors",
            label=_("Bağışçılar"),
            verb=_VIEW_DONORS,
            search=_find_donors,
            icon="heart",
            order=40,
            list_name="donations:donor_list",
        ),
        palette.Source(
            key="campaigns",
            label=_("Kampanyalar"),
            verb=_VIEW_CAMPAIGNS,
            search=_find_campaigns,
            icon="flag",
            order=50,
            list_name="donations:campaign_list",
        ),
    )


def _find_donors(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Donor.objects.visible_to(viewer).active().search(text)
    for donor in found.order_by("name_key", "pk")[: palette.ENOUGH]:
        detail = " · ".join(filter(None, (str(donor.get_kind_display()), donor.place)))
        yield palette.Hit(str(donor), donor.get_absolute_url(), detail=detail)


def _find_campaigns(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Campaign.objects.visible_to(viewer).search(text)
    for campaign in found.order_by("-starts_on", "-pk")[: palette.ENOUGH]:
        yield palette.Hit(campaign.name, campaign.get_absolute_url(), detail=str(campaign.get_state_display()))
