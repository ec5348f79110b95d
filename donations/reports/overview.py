"""What the dashboard shows of donations, from the sums that are kept: gifts of this month, of twelve, and campaigns."""

from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.choices import Currency
from kafkasder.core.dashboard import Chart, Reading, Tile
from kafkasder.core.days import today
from kafkasder.core.links import record_url
from kafkasder.core.money import format_money
from kafkasder.core.reports import (
    Against,
    Column,
    Figure,
    Kind,
    Row,
    Span,
    Table,
    change_words,
    compared_with,
    period_of,
)

from ..models import Campaign, DonationTotal
from ..states import CampaignState
from .gifts import fund_table, month_table
from .sums import NOTHING, gifts_in

_VERB, _REPORT = "donations.view_reports", reverse_lazy("donations:gift_report")
_MOST_CAMPAIGNS = 10


def _this_month(viewer: Any) -> Reading:
    """Say what was given this month in lira, and how far that is from the same days of the month before."""
    month = period_of(Span.THIS_MONTH, today())
    before = compared_with(month, Against.PREVIOUS, Span.THIS_MONTH)
    now, then = (gifts_in(period, Currency.TRY).whole.amount for period in (month, before))
    figure = Figure("amount", "", now, then)
    told = _("Geçen ayın aynı günlerine göre %(change)s") % {"change": change_words(figure, Currency.TRY)}
    return Reading(format_money(now), told, figure.tone)


def _campaigns(viewer: Any) -> Table:
    """Return the running campaigns with what each brought, in its own currency, and how far that is from its goal."""
    running = Campaign.objects.filter(state=CampaignState.RUNNING).order_by("-starts_on", "-pk")[:_MOST_CAMPAIGNS]
    campaigns = list(running)
    sums = DonationTotal.objects.filter(campaign__in=campaigns, currency=F("campaign__currency"))
    brought = dict(sums.values_list("campaign").annotate(amount=Sum("amount") - Sum("refunded")).order_by())
    may_open = viewer.has_perm("donations.view_campaigns")
    rows = []
    for campaign in campaigns:
        amount = brought.get(campaign.pk, NOTHING)
        goal = campaign.goal and format_money(campaign.goal, campaign.currency)
        part = (amount * 100 / campaign.goal).quantize(Decimal("0.1")) if campaign.goal else None
        url = record_url("donations:campaign_detail", campaign.pk) if may_open else ""
        rows.append(Row([campaign.name, format_money(amount, campaign.currency), goal, part], url=url))
    columns = [
        Column(_("Kampanya")),
        Column(_("Toplanan"), Kind.WORDS),
        Column(_("Hedef"), Kind.WORDS),
        Column(_("Hedefin yüzdesi"), Kind.PERCENT, drawn=True),
    ]
    return Table(key="running-campaigns", title=_("Süren kampanyalar"), columns=columns, rows=rows, chart="bars")


def _months(viewer: Any) -> Table:
    return month_table(today(), Currency.TRY)


def _funds(viewer: Any) -> Table:
    return fund_table(period_of(Span.THIS_MONTH, today()), Currency.TRY)


OVERVIEW = (
    Tile(
        key="donations.month",
        label=gettext_lazy("Bu ayın bağışı"),
        url=_REPORT,
        verb=_VERB,
        compute=_this_month,
        icon="coins",
        order=120,
    ),
    Chart(
        key="donations.months",
        label=gettext_lazy("Son 12 ayın bağışları (₺)"),
        url=_REPORT,
        verb=_VERB,
        compute=_months,
        icon="chart",
        order=120,
    ),
    Chart(
        key="donations.funds",
        label=gettext_lazy("Bu ay fonlara göre (₺)"),
        url=_REPORT,
        verb=_VERB,
        compute=_funds,
        icon="wallet",
        order=122,
    ),
    Chart(
        key="donations.campaigns",
        label=gettext_lazy("Süren kampanyalar"),
        url=reverse_lazy("donations:campaign_list"),
        verb=_VERB,
        compute=_campaigns,
        icon="flag",
        order=124,
    ),
)
