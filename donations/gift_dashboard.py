"""Donations on the dashboard: what came in today, who waits, and which cheques fall due."""

from typing import Any

from django.db.models import Sum
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency
from kafkasder.core import dashboard
from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.money import format_money

from .lists.gifts import CHEQUES, DONATIONS, OVERDUE, THIS_WEEK
from .models import DonationTotal

_VIEW = "donations.view_donations"
_TO_APPROVE = "state=pending&method=cheque&method=in_kind"


def register() -> None:
    dashboard.register(
        dashboard.Tile(
            key="donations.today",
            label=_("Bugünkü bağış"),
            url=format_lazy("{}?currency=TRY&day_from={}", reverse_lazy("donations:donation_list"), _Today()),
            verb=_VIEW,
            compute=_given_today,
            icon="coins",
            order=112,
        ),
        dashboard.list_tile(
            DONATIONS,
            "donations:donation_list",
            _TO_APPROVE,
            key="donations.to_approve",
            label=_("Onay bekleyen bağış"),
            verb="donations.approve_donations",
            icon="user-check",
            urgent=True,
            order=114,
        ),
        dashboard.list_tile(
            CHEQUES,
            "donations:cheque_list",
            f"due={OVERDUE}&due={THIS_WEEK}",
            key="donations.cheques_due",
            label=_("Vadesi gelen çek"),
            verb=_VIEW,
            icon="calendar",
            urgent=True,
            order=116,
        ),
    )


class _Today:
    """The day on which an address is written, not the one on which it was declared."""

    def __str__(self) -> str:
        return format_date(today())


def _given_today(viewer: Any) -> str:
    rows = DonationTotal.objects.filter(day=today(), currency=Currency.TRY)
    sums = rows.aggregate(amount=Sum("amount", default=0), refunded=Sum("refunded", default=0))
    return format_money(sums["amount"] - sums["refunded"])
