"""What the frame shows of receipts."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Area, Item

from ..models import Receipt

_VIEW = "donations.view_receipts"


def register() -> None:
    navigation.register(
        Item(
            label=_("Makbuzlar"),
            url_name="donations:receipt_list",
            icon="receipt",
            verb=_VIEW,
            order=40,
            area=Area.DONATIONS,
        ),
        Item(
            label=_("Makbuz ciltleri"),
            url_name="donations:book_list",
            icon="bookmark",
            verb=_VIEW,
            order=42,
            area=Area.DONATIONS,
        ),
        Item(
            label=_("Tahsil yetkileri"),
            url_name="donations:authorization_list",
            icon="user-check",
            verb=_VIEW,
            order=44,
            area=Area.DONATIONS,
        ),
    )
    palette.register(
        palette.Source(
            key="receipts",
            label=_("Makbuzlar"),
            verb=_VIEW,
            search=_find_receipts,
            icon="receipt",
            order=60,
            list_name="donations:receipt_list",
        )
    )


def _find_receipts(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Receipt.objects.visible_to(viewer).search(text).order_by("-day", "-pk")
    for receipt in found[: palette.ENOUGH]:
        detail = " · ".join(filter(None, (receipt.payer_name, str(receipt.get_state_display()))))
        yield palette.Hit(str(receipt), receipt.get_absolute_url(), detail=detail)
