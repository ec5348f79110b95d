"""What plans, payments, deliveries and lists put into the frame."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.money import format_money
from kafkasder.core.navigation import Area, Item

from ..models import PaymentList
from ..querysets import VIEW, VIEW_PAYMENTS


def register() -> None:
    navigation.register(
        Item(label=_("Verilen yardımlar"), url_name="aid:aid_list", icon="aid", verb=VIEW, order=40, area=Area.AID),
        Item(label=_("Planlar"), url_name="aid:plan_list", icon="calendar", verb=VIEW, order=50, area=Area.AID),
        Item(
            label=_("Ödeme listeleri"),
            url_name="aid:list_list",
            icon="list-check",
            verb=VIEW_PAYMENTS,
            order=60,
            area=Area.AID,
        ),
        Item(label=_("Nakdi vezne"), url_name="aid:desk", icon="wallet", verb="aid.give_aid", order=70, area=Area.AID),
    )
    navigation.register_quick_add(
        Item(label=_("Yardım planı"), url_name="aid:plan_create", icon="aid", verb="aid.prepare_payments", order=45)
    )
    palette.register(
        palette.Source(
            key="payment_lists",
            label=_("Ödeme listeleri"),
            verb=VIEW_PAYMENTS,
            search=_find_lists,
            icon="list-check",
            order=48,
            list_name="aid:list_list",
        )
    )


def _find_lists(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = PaymentList.objects.visible_to(viewer).search(text)
    for each in found.order_by("-created_at", "-pk")[: palette.ENOUGH]:
        total = "" if each.total is None else f" · {format_money(each.total)}"
        yield palette.Hit(each.title, each.get_absolute_url(), detail=f"{each.number}{total}")
