"""What the frame shows of money rules and exchange rates."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation
from kafkasder.core.navigation import Area, Item

_MANAGE = "finance.manage_finance"


def register() -> None:
    navigation.register(
        Item(
            label=_("Para kuralları"),
            url_name="finance:rule_list",
            icon="gavel",
            verb=_MANAGE,
            order=80,
            area=Area.MONEY,
        ),
        Item(label=_("Kurlar"), url_name="finance:rate_list", icon="coins", verb=_MANAGE, order=90, area=Area.MONEY),
    )
