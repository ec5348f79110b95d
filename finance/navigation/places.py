"""What the frame shows of funds, cash boxes and bank accounts."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Area, Item

from ..models import Fund, MoneyAccount
from ..querysets import VIEW


def register() -> None:
    navigation.register(
        Item(label=_("Fonlar"), url_name="finance:fund_list", icon="flag", verb=VIEW, order=20, area=Area.MONEY),
        Item(
            label=_("Kasalar ve bankalar"),
            url_name="finance:account_list",
            icon="wallet",
            verb=VIEW,
            order=30,
            area=Area.MONEY,
        ),
    )
    palette.register(
        palette.Source(
            key="funds",
            label=_("Fonlar"),
            verb=VIEW,
            search=_find_funds,
            icon="flag",
            order=60,
            list_name="finance:fund_list",
        ),
        palette.Source(
            key="money_accounts",
            label=_("Kasalar ve bankalar"),
            verb=VIEW,
            search=_find_accounts,
            icon="wallet",
            order=61,
            list_name="finance:account_list",
        ),
    )


def _find_funds(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Fund.objects.visible_to(viewer).open().search(text)
    for fund in found.order_by("name_key", "pk")[: palette.ENOUGH]:
        yield palette.Hit(fund.name, fund.get_absolute_url(), detail=str(fund.get_kind_display()))


def _find_accounts(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = MoneyAccount.objects.visible_to(viewer).open().search(text)
    for account in found.order_by("name_key", "pk")[: palette.ENOUGH]:
        yield palette.Hit(account.name, account.get_absolute_url(), detail=str(account.get_kind_display()))
