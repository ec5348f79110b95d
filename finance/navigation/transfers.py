"""What the frame shows of transfers and counts."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation
from kafkasder.core.navigation import Area, Item

from ..querysets import VIEW


def register() -> None:
    navigation.register(
        Item(
            label=_("Aktarımlar"),
            url_name="finance:transfer_list",
            icon="move",
            verb=VIEW,
            order=40,
            area=Area.MONEY,
        ),
        Item(
            label=_("Kasa sayımları"),
            url_name="finance:count_list",
            icon="coins",
            verb=VIEW,
            order=50,
            area=Area.MONEY,
        ),
    )
