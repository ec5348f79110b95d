"""What the frame shows of incomes and expenses."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.money import format_money
from kafkasder.core.navigation import Area, Item

from ..models import FinanceRecord
from ..querysets import VIEW

RECORD = "finance.record_finance"


def register() -> None:
    navigation.register(
        Item(
            label=_("Gelir ve gider"),
            url_name="finance:record_list",
            icon="ledger",
            verb=VIEW,
            order=10,
            area=Area.MONEY,
        )
    )
    navigation.register_quick_add(
        Item(label=_("Gelir"), url_name="finance:income_create", icon="plus", verb=RECORD, order=60),
        Item(label=_("Gider"), url_name="finance:expense_create", icon="minus", verb=RECORD, order=61),
    )
    palette.register(
        palette.Source(
            key="finance_records",
            label=_("Gelir ve gider"),
            verb=VIEW,
            search=_find_records,
            icon="ledger",
            order=62,
            list_name="finance:record_list",
        )
    )


def _find_records(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = FinanceRecord.objects.visible_to(viewer).search(text)
    for record in found.order_by("-day", "-pk")[: palette.ENOUGH]:
        detail = f"{format_money(record.amount, record.currency)} · {date_format(record.day, 'd.m.Y')}"
        yield palette.Hit(record.description, record.get_absolute_url(), detail=detail)
