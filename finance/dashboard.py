"""The room's numbers on the dashboard."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard
from kafkasder.core.dashboard import Reading
from kafkasder.core.days import today
from kafkasder.core.money import format_money

from . import balances, basis
from .lists import RECORDS
from .lists.transfers import TRANSFERS
from .querysets import VIEW


def register() -> None:
    dashboard.register(
        dashboard.Tile(
            key="finance.in_hand",
            label=_("Kasa ve bankada (₺)"),
            url=reverse_lazy("finance:account_list"),
            verb=VIEW,
            compute=_in_hand,
            icon="wallet",
            order=132,
        ),
        dashboard.Tile(
            key="finance.basis",
            label=_("Bilanço esası sınırı"),
            url=reverse_lazy("finance:year_table"),
            verb="finance.manage_finance",
            compute=_basis,
            icon="alert",
            urgent=True,
            order=133,
        ),
        dashboard.list_tile(
            RECORDS,
            "finance:record_list",
            "state=pending",
            key="finance.waiting",
            label=_("Onay bekleyen gelir-gider"),
            verb="finance.approve_finance",
            icon="clock",
            urgent=True,
            order=134,
        ),
        dashboard.list_tile(
            TRANSFERS,
            "finance:transfer_list",
            "state=pending",
            key="finance.transfers_waiting",
            label=_("Onay bekleyen aktarım"),
            verb="finance.approve_finance",
            icon="move",
            urgent=True,
            order=135,
        ),
    )


def _in_hand(viewer: Any) -> str:
    return format_money(balances.in_hand())


def _basis(viewer: Any) -> Reading | None:
    """Say how near this year's income is to the limit; nothing while it is far."""
    where = basis.warning(today().year)
    if where is None:
        return None
    told = gettext("Yılın geliri %(income)s; sınır %(limit)s")
    shown = {"income": format_money(where.income), "limit": format_money(where.limit)}
    return Reading(gettext("%%%(percent)d") % {"percent": where.percent}, told % shown, "danger")
