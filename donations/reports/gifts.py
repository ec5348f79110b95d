"""The report of donations."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from finance.choices import PaymentMethod
from finance.models import Fund
from kafkasder.core.links import record_url
from kafkasder.core.money import format_money
from kafkasder.core.reports import Column, Figure, Kind, Period, Report, Row, Table, months_until
from kafkasder.core.reports.tables import percent_of

from ..choices import GiftKind
from ..models import Campaign, Donation, Donor
from ..states import DonationState
from .givers import Giver, givers_in
from .sums import Gifts, Given, gifts_by_month, gifts_in

_NONE = Given()


def gift_report(viewer: Any, period: Period, other: Period, currency: str) -> Report:
    """Return what was given in a period beside another one, in one currency.

    Names of donors are for those who may see donors; others see how much the greatest gave.
    """
    now, then = gifts_in(period, currency), gifts_in(other, currency)
    givers = givers_in(period, other, currency)
    return Report(
        key="bagis-raporu",
        title=_("Bağış raporu"),
        period=str(period),
        compared=str(other),
        currency=currency,
        figures=_figures(now.whole, then.whole, givers.count, givers.before),
        tables=[
            month_table(period.last, currency),
            _parts("method", _("Ödeme yöntemi"), now, then, currency, _label_of(PaymentMethod), chart="share"),
            _parts("kind", _("Bağış türü"), now, then, currency, _label_of(GiftKind), chart="bars"),
            _parts("fund", _("Fon"), now, then, currency, fund_names().get, chart="share"),
            _campaigns(now, then, currency, may_open=viewer.has_perm("donations.view_campaigns")),
            _givers(givers.top, currency, may_see=viewer.has_perm("donations.view_donors")),
        ],
        notes=_notes(period, currency, now),
    )


def month_table(last: date, currency: str) -> Table:
    """Return the twelve months that end with the one of `last`, each beside that of the year before."""
    months = months_until(last, 24)
    given = gifts_by_month(months[0], last, currency)
    rows = [
        Row([date_format(month, "F Y"), *_cells(given.get(month, _NONE), given.get(before, _NONE))])
        for before, month in zip(months[:12], months[12:], strict=True)
    ]
    columns = [Column(_("Ay")), *_columns(_("Bir yıl önce"), draw_both=True)]
    return Table(
        key="months", title=_("Son 12 ay"), columns=columns, rows=rows, currency=currency, chart="line", icon="calendar"
    )


def fund_table(period: Period, currency: str) -> Table:
    """Return what was given to each fund in a period, without another one beside it."""
    gifts, names = gifts_in(period, currency), fund_names()
    rows = [
        Row([names.get(fund, ""), given.count, given.amount, given.refunded])
        for fund, given in sorted(gifts.by("fund").items(), key=lambda each: -each[1].amount)
    ]
    columns = [Column(_("Fon")), *_columns("")[:3]]
    total = Row([_("Toplam"), gifts.whole.count, gifts.whole.amount, gifts.whole.refunded])
    return Table(
        key="gift-funds", title=_("Fon"), columns=columns, rows=rows, currency=currency, chart="share", total=total
    )


def fund_names() -> dict[Any, str]:
    return dict(Fund.objects.values_list("pk", "name"))


def _figures(now: Given, then: Given, donors: int, donors_before: int) -> list[Figure]:
    return [
        Figure("amount", _("Toplam bağış"), now.amount, then.amount),
        Figure("count", _("Bağış sayısı"), now.count, then.count, Kind.COUNT),
        Figure("average", _("Ortalama bağış"), now.average, then.average),
        Figure("donors", _("Bağışçı sayısı"), donors, donors_before, Kind.COUNT),
        Figure("refunded", _("İade edilen"), now.refunded, then.refunded, less_is_better=True),
        Figure("kept", _("İadeler düşülünce"), now.kept, then.kept),
    ]


def _columns(before: str, *, draw_both: bool = False) -> list[Column]:
    return [
        Column(_("Adet"), Kind.COUNT),
        Column(_("Tutar"), Kind.MONEY, drawn=True),
        Column(_("İade"), Kind.MONEY),
        Column(before, Kind.MONEY, drawn=draw_both),
        Column(_("Değişim"), Kind.PERCENT, signed=True),
    ]


def _cells(now: Given, then: Given) -> list[Any]:
    return [now.count, now.amount, now.refunded, then.amount, percent_of(now.amount, then.amount)]


def _parts(
    part: str,
    title: str,
    now: Gifts,
    then: Gifts,
    currency: str,
    label: Callable[[Any], Any],
    *,
    chart: str,
    url: Callable[[Any], str] = lambda key: "",
) -> Table:
    """Return a table of the parts of both periods, the greatest first."""
    these, those = now.by(part), then.by(part)
    rows = [
        Row([str(label(key) or key), *_cells(these.get(key, _NONE), those.get(key, _NONE))], url=url(key))
        for key in _in_order(these, those)
    ]
    return Table(
        key=part,
        title=title,
        columns=[Column(title), *_columns(_("Karşılaştırılan"))],
        rows=rows,
        currency=currency,
        chart=chart,
        icon="coins",
        total=Row([_("Toplam"), *_cells(now.whole, then.whole)]),
    )


def _in_order(these: Mapping[Any, Given], those: Mapping[Any, Given]) -> list[Any]:
    def amount(key: Any) -> tuple[Decimal, Decimal, str]:
        return -these.get(key, _NONE).amount, -those.get(key, _NONE).amount, str(key)

    return sorted(these.keys() | those.keys(), key=amount)


def _label_of(choices: Any) -> Callable[[Any], Any]:
    return lambda code: dict(choices.choices).get(code)


def _campaigns(now: Gifts, then: Gifts, currency: str, *, may_open: bool) -> Table:
    keys = {key for key in now.by("campaign").keys() | then.by("campaign").keys() if key}
    names = dict(Campaign.objects.filter(pk__in=keys).values_list("pk", "name"))

    def label(key: Any) -> str:
        return names.get(key, "") if key else _("Kampanyasız")

    def url(key: Any) -> str:
        return record_url("donations:campaign_detail", key) if key and may_open else ""

    return _parts("campaign", _("Kampanya"), now, then, currency, label, chart="bars", url=url)


def _givers(givers: list[Giver], currency: str, *, may_see: bool) -> Table:
    """Return those who gave most. Nothing but the rank names them to whoever may not see donors."""
    donors = {donor.pk: donor for donor in Donor.objects.filter(pk__in=[each.donor for each in givers])}
    rows = []
    for place, each in enumerate(givers, start=1):
        donor = donors[each.donor]
        is_shown = may_see or donor.is_anonymous
        name = str(donor) if is_shown else _("%(place)d. bağışçı") % {"place": place}
        url = donor.get_absolute_url() if may_see and not donor.is_anonymous else ""
        rows.append(Row([name, each.given.count, each.given.amount, each.given.refunded, each.given.kept], url=url))
    columns = [
        Column(_("Bağışçı")),
        Column(_("Adet"), Kind.COUNT),
        Column(_("Tutar"), Kind.MONEY),
        Column(_("İade"), Kind.MONEY),
        Column(_("Kalan"), Kind.MONEY),
    ]
    note = _("İsmini vermek istemeyenler tek satırdır ve bağışçı sayısına girmez.")
    title = _("En çok bağışlayanlar")
    return Table(key="donors", title=title, columns=columns, rows=rows, currency=currency, icon="heart", note=note)


def _notes(period: Period, currency: str, now: Gifts) -> list[str]:
    """Tell what the figures leave out: other currencies, and what has not come in yet."""
    notes = []
    if now.in_others:
        amounts = ", ".join(format_money(amount, code) for code, amount in sorted(now.in_others.items()))
        notes.append(_("Bu dönemde ayrıca: %(amounts)s. Para birimleri toplanmaz.") % {"amounts": amounts})
    waiting = Donation.objects.filter(
        state__in=[DonationState.PENDING, DonationState.APPROVED],
        day__range=(period.first, period.last),
        currency=currency,
    ).aggregate(count=Count("pk"), amount=Sum("amount"))
    if waiting["count"]:
        told = _("Henüz tahsil edilmeyen %(count)d bağış (%(amount)s) bu rapora girmedi.")
        notes.append(told % {"count": waiting["count"], "amount": format_money(waiting["amount"], currency)})
    return notes
