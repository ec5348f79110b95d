"""What the frame shows of donations: the side navigation, the quick-add menu and the search palette."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.money import format_money
from kafkasder.core.navigation import Area, Item

from ..models import Donation
from ..querysets import VIEW_DONORS

_VIEW = "donations.view_donations"


def register() -> None:
    navigation.register(
        Item(
            label=_("Bağışlar"),
            url_name="donations:donation_list",
            icon="coins",
            verb=_VIEW,
            order=5,
            area=Area.DONATIONS,
        ),
        Item(
            label=_("Çek ve senetler"),
            url_name="donations:cheque_list",
            icon="calendar",
            verb=_VIEW,
            order=30,
            area=Area.DONATIONS,
        ),
    )
    navigation.register_quick_add(
        Item(
            label=_("Bağış"),
            url_name="donations:donation_create",
            icon="coins",
            verb="donations.record_donations",
            order=35,
        )
    )
    palette.register(
        palette.Source(
            key="donations",
            label=_("Bağışlar"),
            verb=_VIEW,
            search=_find_donations,
            icon="coins",
            order=45,
            list_name="donations:donation_list",
        )
    )


def _find_donations(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Donation.objects.visible_to(viewer).search(text).select_related("donor")
    for donation in found.order_by("-day", "-pk")[: palette.ENOUGH]:
        facts = [str(donation.donor)] if viewer.has_perm(VIEW_DONORS) else []
        facts.append(format_money(donation.amount, donation.currency))
        yield palette.Hit(str(donation), donation.get_absolute_url(), detail=" · ".join(facts))
