"""What the frame shows of batch entry and settlements."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation
from kafkasder.core.navigation import Area, Item

_VIEW = "donations.view_donations"


def register() -> None:
    navigation.register(
        Item(
            label=_("Toplu girişler"),
            url_name="donations:batch_list",
            icon="rows",
            verb=_VIEW,
            order=34,
            area=Area.DONATIONS,
        ),
        Item(
            label=_("Hesap kapama"),
            url_name="donations:unsettled_list",
            icon="wallet",
            verb=_VIEW,
            order=36,
            area=Area.DONATIONS,
        ),
    )
    navigation.register(
        Item(
            label=_("İthaflar"),
            url_name="donations:tribute_list",
            icon="heart",
            verb=_VIEW,
            order=38,
            area=Area.DONATIONS,
        )
    )
    navigation.register_quick_add(
        Item(
            label=_("Toplu bağış girişi"),
            url_name="donations:batch_create",
            icon="rows",
            verb="donations.record_donations",
            order=47,
        )
    )
