"""The lists of donations and of cheques, and what a list of donations adds up to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Sum, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency, PaymentMethod
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, Linked, List, Listing, NumberBand, Related
from kafkasder.core.lists.filters import Parameters

from ..choices import ChequeState, DonorKind, GiftKind
from ..models import Campaign, Donation, DonationTotal, Donor, Receipt
from ..querysets import VIEW_DONORS
from ..states import DonationState
from ..templatetags.gifts import amount_mark, cheque_state_tag, donation_state_tag, receipt_mark, receipt_words

OVERDUE, THIS_WEEK, LATER = "overdue", "week", "later"
_KEPT = frozenset({"method", "kind", "fund", "campaign", "currency", "day"})  # what the kept totals know apart


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _with_receipt(values: list[str]) -> Q:
    has = Q(Exists(Receipt.objects.issued().filter(donation=OuterRef("pk"))))
    return has if values == ["yes"] else ~has


def _by_due(values: list[str]) -> Q:
    """Cheques by when they fall due, counted from today."""
    now = today()
    week = now + timedelta(days=7)
    spans = {
        OVERDUE: Q(due_on__lt=now),
        THIS_WEEK: Q(due_on__gte=now, due_on__lte=week),
        LATER: Q(due_on__gt=week),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= spans[value]
    return found


def _donors(given: Parameters) -> Any:
    unnamed = When(name="", then=Value(str(DonorKind.ANONYMOUS.label)))
    return Donor.objects.annotate(called=Case(unnamed, default=F("name")))


def _funds(given: Parameters) -> Any:
    return Fund.objects.order_by("name_key", "pk")


def _campaigns(given: Parameters) -> Any:
    return Campaign.objects.order_by("name_key", "pk")


def _accounts(given: Parameters) -> Any:
    return MoneyAccount.objects.order_by("name_key", "pk")


def _with_names(rows: Any) -> Any:
    valid = Prefetch("receipts", Receipt.objects.issued().only("series", "number", "donation_id"), "valid_receipts")
    return rows.select_related("donor", "fund", "campaign", "account").prefetch_related(valid)


DONATIONS = List(
    key="bagislar",
    label=_("Bağışlar"),
    rows=lambda viewer: Donation.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Bağışçı, bağış no, amaç, işlem ya da çek no"),
    prepare=_with_names,
    nothing=_("İlk bağışı kaydederek başlayın."),
    summary="donations/_gift_sums.html",
    export_url="donations:donation_export",
    export_verb="donations.export_donations",
    sort="-day",
    columns=[
        Column("donor", _("Bağışçı"), lambda row: str(row.donor), verb=VIEW_DONORS),
        Column("amount", _("Tutar"), "amount", draw=amount_mark, sort="amount", descending_first=True, numeric=True),
        Column("method", _("Yöntem"), _label(PaymentMethod, "method")),
        Column("kind", _("Tür"), _label(GiftKind, "kind")),
        Column("fund", _("Fon"), "fund.name"),
        Column("campaign", _("Kampanya"), lambda row: str(row.campaign or "")),
        Column("day", _("Tarih"), "day", sort="day", descending_first=True, numeric=True),
        Column("state", _("Durum"), _label(DonationState, "state"), draw=donation_state_tag),
        Column("receipt", _("Makbuz"), receipt_words, draw=receipt_mark),
        Column("number", _("Bağış no"), "pk", sort="pk", descending_first=True, numeric=True),
        Column("account", _("Kasa/banka"), "account.name", shown=False),
        Column("currency", _("Para birimi"), "currency", shown=False),
        Column("refunded", _("İade edilen"), lambda row: row.refunded or None, shown=False, numeric=True),
        Column("purpose", _("Şart/amaç"), "purpose", shown=False),
        Column("rate", _("Günün kuru (₺)"), "rate", extra=True),
        Column("tribute", _("Kimin için"), "tribute_name", extra=True),
        Column("reference", _("İşlem no"), "reference", extra=True),
        Column("state_reason", _("Durum nedeni"), "state_reason", extra=True),
    ],
    filters=[
        Choice("state", _("Durum"), choices=DonationState, lookup="state__in"),
        Choice("method", _("Yöntem"), choices=PaymentMethod, lookup="method__in"),
        Choice("kind", _("Tür"), choices=GiftKind, lookup="kind__in"),
        Linked("donor", _("Bağışçı"), field="donor", rows=_donors, text="called", verb=VIEW_DONORS),
        Related("fund", _("Fon"), field="fund", rows=_funds),
        Related("campaign", _("Kampanya"), field="campaign", rows=_campaigns, nobody=_("Kampanyasız")),
        Choice("currency", _("Para birimi"), choices=Currency, lookup="currency__in"),
        Related("account", _("Kasa/banka"), field="account", rows=_accounts),
        DateRange("day", _("Tarih"), field="day", moments=False),
        Choice(
            "receipt",
            _("Makbuz"),
            choices=[("yes", _("Makbuzu var")), ("no", _("Makbuzu yok"))],
            condition=_with_receipt,
            multiple=False,
        ),
        NumberBand("amount", _("Tutar"), field="amount"),
    ],
)

CHEQUES = List(
    key="cekler",
    label=_("Çek ve senetler"),
    rows=lambda viewer: Donation.objects.visible_to(viewer).filter(method=PaymentMethod.CHEQUE),
    search=lambda rows, text: rows.search(text),
    search_label=_("Bağışçı, bağış no ya da çek no"),
    prepare=_with_names,
    nothing=_("Çek ya da senetle bağış geldiğinde burada vadesiyle görünür."),
    sort="due",
    columns=[
        Column("cheque", _("Çek/senet no"), "cheque_number"),
        Column("due", _("Vade"), "due_on", sort="due_on", sort_nulls=True, numeric=True),
        Column("amount", _("Tutar"), "amount", draw=amount_mark, sort="amount", descending_first=True, numeric=True),
        Column("donor", _("Bağışçı"), lambda row: str(row.donor), verb=VIEW_DONORS),
        Column("bank", _("Banka"), "bank_name"),
        Column("cheque_state", _("Çek durumu"), _label(ChequeState, "cheque_state"), draw=cheque_state_tag),
        Column("state", _("Durum"), _label(DonationState, "state"), draw=donation_state_tag),
        Column("account", _("Kasa/banka"), "account.name", shown=False),
    ],
    filters=[
        Choice(
            "cheque_state",
            _("Çek durumu"),
            choices=ChequeState,
            lookup="cheque_state__in",
            default=Q(cheque_state__in=["held", "presented"]) & Q(state__in=["pending", "approved"]),
            everything=_("Sonuçlananlar dahil hepsi"),
        ),
        Choice(
            "due",
            _("Vade"),
            choices=[(OVERDUE, _("Geçmiş")), (THIS_WEEK, _("Bir hafta içinde")), (LATER, _("Daha sonra"))],
            condition=_by_due,
        ),
        DateRange("due_day", _("Vade günü"), field="due_on", moments=False),
        Related("account", _("Kasa/banka"), field="account", rows=_accounts),
    ],
)


@dataclass(frozen=True)
class CurrencySum:
    """What the donations of a list come to in one currency."""

    currency: str
    count: int
    amount: Decimal
    refunded: Decimal


def sums_of(listing: Listing) -> tuple[bool, list[CurrencySum]]:
    """Return by currency what the rows of a list of donations come to, and whether only those taken in are counted.

    Nothing is known of what waits or was called off but that it is not money, so unless somebody asks for states, it
    is what was taken in. What the kept totals tell apart is read from them; the rest is added up from its rows.
    """
    asked = {name for chosen in listing.state.chosen for name in chosen.parameters}
    only_taken_in = "state" not in asked
    if not listing.state.text and {name.removesuffix("_from").removesuffix("_to") for name in asked} <= _KEPT:
        totals = DonationTotal.objects.filter(listing.state.condition).values("currency")
        rows = totals.annotate(many=Sum("count"), whole=Sum("amount"), back=Sum("refunded"))
    else:
        listed = listing.matching.taken_in() if only_taken_in else listing.matching
        rows = listed.values("currency").annotate(many=Count("pk"), whole=Sum("amount"), back=Sum("refunded"))
    found = rows.order_by("currency").values_list("currency", "many", "whole", "back")
    sums = [CurrencySum(currency, many, whole, back) for currency, many, whole, back in found if many]
    return only_taken_in, sorted(sums, key=lambda each: list(Currency.values).index(each.currency))
