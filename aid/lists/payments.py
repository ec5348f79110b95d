"""The lists of plans, of what is given, of the cash desk and of payment lists. Links lead into them by address."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, Sum, TextChoices
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import District, Household, Province
from finance.choices import AccountKind, PaymentMethod
from finance.models import Fund, MoneyAccount
from kafkasder.core.lists import Choice, Column, DateRange, List, Listing, Related
from kafkasder.core.lists.filters import Parameters
from kafkasder.core.money import format_money

from ..choices import PAYS_BY, AidKind, Frequency, ListSource
from ..models import Aid, AidPlan, PaymentList
from ..states import AidState, ListState, PlanState
from ..templatetags.payments import aid_state_tag, given_mark, given_words, list_state_tag, month_words, plan_state_tag


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _funds(given: Parameters) -> Any:
    return Fund.objects.order_by("name_key", "pk")


def _accounts(given: Parameters) -> Any:
    return MoneyAccount.objects.order_by("name_key", "pk")


def _boxes(given: Parameters) -> Any:
    return MoneyAccount.objects.filter(kind=AccountKind.CASH).order_by("name_key", "pk")


def _districts(given: Parameters) -> Any:
    return District.objects.filter(province=given["province"][0])


def _responsible(given: Parameters) -> Any:
    busy = Exists(Household.objects.filter(assigned_to=OuterRef("pk")))
    return get_user_model()._default_manager.filter(Q(is_active=True) | busy).order_by("name_key", "pk")


def _payment_lists(given: Parameters) -> Any:
    return PaymentList.objects.order_by("-created_at", "-pk")


def _of_household() -> list[Any]:
    """Return the filters by where a household lives and whose it is."""
    return [
        Related("province", _("İl"), field="household__province", rows=lambda given: Province.objects.all()),
        Related(
            "district",
            _("İlçe"),
            field="household__district",
            rows=_districts,
            depends_on="province",
            waiting=_("Önce il seçin"),
        ),
        Related(
            "assigned",
            _("Sorumlu"),
            field="household__assigned_to",
            rows=_responsible,
            text="full_name",
            nobody=_("Kimseye verilmemiş"),
            mine=_("Bana verilenler"),
            verb="beneficiaries.view_all_households",
        ),
    ]


def _whose(row: Any) -> str:
    return f"{row.household.file_number} · {row.person or row.household.head or ''}".removesuffix(" · ")


def _period(row: Any) -> str:
    return f"{row.period:%m.%Y}"


# A few rows share funds, accounts and lists: asking for these apart costs less than planning a join of nine tables.
_WHO = ("household__head", "household__district", "person")

AIDS_LIST = List(
    key="yardimlar",
    label=_("Yardımlar"),
    rows=lambda viewer: Aid.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Dosya no, ad, telefon ya da kimlik no"),
    prepare=lambda rows: rows.select_related(*_WHO).prefetch_related("fund", "payment_list", "account", "given_by"),
    nothing=_("Yardımlar, onaylanan başvuruların planlarından ve ödeme listelerinden doğar."),
    summary="aid/_aid_sums.html",
    export_url="aid:aid_export",
    export_verb="aid.export_aid",
    sort="-period",
    columns=[
        Column("household", _("Hane"), _whose),
        Column("kind", _("Tür"), _label(AidKind, "kind")),
        Column("period", _("Ay"), _period, sort="period", descending_first=True, numeric=True),
        Column("given", _("Tutar/miktar"), given_words, draw=given_mark, numeric=True),
        Column("method", _("Yöntem"), _label(PaymentMethod, "method")),
        Column("state", _("Durum"), _label(AidState, "state"), draw=aid_state_tag),
        Column("given_on", _("Verildiği gün"), "given_on", sort="given_on", sort_nulls=True, descending_first=True),
        Column("fund", _("Fon"), "fund.name"),
        Column("district", _("İlçe"), lambda row: str(row.household.district or ""), shown=False),
        Column("list", _("Liste"), lambda row: row.payment_list.number if row.payment_list else "", shown=False),
        Column("received_by", _("Teslim alan"), "received_by", shown=False),
        Column("amount", _("Tutar"), "amount", extra=True),
        Column("currency", _("Para birimi"), "currency", extra=True),
        Column("quantity", _("Miktar"), "quantity", extra=True),
        Column("unit", _("Birim"), lambda row: str(row.get_unit_display()), extra=True),
        Column("account", _("Kasa/banka"), lambda row: str(row.account or ""), extra=True),
        Column("given_by", _("Veren"), lambda row: str(row.given_by or ""), extra=True),
        Column("state_reason", _("Durum nedeni"), "state_reason", extra=True),
    ],
    filters=[
        Choice("state", _("Durum"), choices=AidState, lookup="state__in"),
        Choice("kind", _("Tür"), choices=AidKind, lookup="kind__in"),
        Choice("method", _("Yöntem"), choices=PAYS_BY, lookup="method__in"),
        DateRange("period", _("Ay"), field="period", moments=False),
        DateRange("given", _("Verildiği gün"), field="given_on", moments=False),
        Related("fund", _("Fon"), field="fund", rows=_funds),
        *_of_household(),
        Related(
            "list",
            _("Ödeme listesi"),
            field="payment_list",
            rows=_payment_lists,
            text="number",
            nobody=_("Listesiz"),
            verb="aid.view_payments",
        ),
    ],
)

PLANS_LIST = List(
    key="yardim-planlari",
    label=_("Yardım planları"),
    rows=lambda viewer: AidPlan.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Dosya no, ad, telefon ya da kimlik no"),
    prepare=lambda rows: rows.select_related(*_WHO).prefetch_related("fund", "account").with_progress(),
    nothing=_("Planlar onaylanan başvurulardan yapılır; bir hane için doğrudan da yapılabilir."),
    sort="-created",
    columns=[
        Column("household", _("Hane"), _whose),
        Column("kind", _("Tür"), _label(AidKind, "kind")),
        Column("given", _("Tutar/miktar"), given_words, draw=given_mark, numeric=True),
        Column("frequency", _("Sıklık"), _label(Frequency, "frequency")),
        Column("first", _("İlk ay"), lambda row: f"{row.first_month:%m.%Y}", numeric=True),
        Column("progress", _("Verilen / toplam"), lambda row: f"{row.given_times} / {row.times}", numeric=True),
        Column("method", _("Yöntem"), _label(PaymentMethod, "method")),
        Column("fund", _("Fon"), "fund.name"),
        Column("state", _("Durum"), _label(PlanState, "state"), draw=plan_state_tag),
        Column("account", _("Kasa/banka"), lambda row: str(row.account or ""), shown=False),
        Column("created", _("Kayıt tarihi"), "created_at", sort="pk", descending_first=True, shown=False),
    ],
    filters=[
        Choice("state", _("Durum"), choices=PlanState, lookup="state__in"),
        Choice("kind", _("Tür"), choices=AidKind, lookup="kind__in"),
        Choice("frequency", _("Sıklık"), choices=Frequency, lookup="frequency__in"),
        Choice("method", _("Yöntem"), choices=PAYS_BY, lookup="method__in"),
        Related("fund", _("Fon"), field="fund", rows=_funds),
        *_of_household(),
    ],
)

LISTS_LIST = List(
    key="odeme-listeleri",
    label=_("Ödeme listeleri"),
    rows=lambda viewer: PaymentList.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Başlık ya da liste no"),
    prepare=lambda rows: rows.select_related("fund", "account", "created_by"),
    nothing=_("İlk listeyi planlardan ya da hane listesinde süzdüğünüz hanelerden hazırlayın."),
    sort="-created",
    columns=[
        Column("number", _("Liste no"), "number"),
        Column("title", _("Başlık"), "title"),
        Column("period", _("Ay"), _period, numeric=True),
        Column("kind", _("Tür"), _label(AidKind, "kind")),
        Column("method", _("Yöntem"), _label(PaymentMethod, "method")),
        Column("fund", _("Fon"), "fund.name"),
        Column("count", _("Ödeme"), "count", numeric=True),
        Column("total", _("Toplam"), "total", draw=lambda row: list_total(row), numeric=True),
        Column("state", _("Durum"), _label(ListState, "state"), draw=list_state_tag),
        Column("source", _("Kaynak"), _label(ListSource, "source"), shown=False),
        Column("account", _("Kasa/banka"), "account.name", shown=False),
        Column("created_by", _("Hazırlayan"), lambda row: str(row.created_by), shown=False),
        Column("created", _("Kayıt tarihi"), "created_at", sort="created_at", descending_first=True, shown=False),
    ],
    filters=[
        Choice("state", _("Durum"), choices=ListState, lookup="state__in"),
        Choice("kind", _("Tür"), choices=AidKind, lookup="kind__in"),
        Choice("method", _("Yöntem"), choices=PAYS_BY, lookup="method__in"),
        Choice("source", _("Kaynak"), choices=ListSource, lookup="source__in"),
        Related("fund", _("Fon"), field="fund", rows=_funds),
        Related("account", _("Kasa/banka"), field="account", rows=_accounts),
        DateRange("period", _("Ay"), field="period", moments=False),
    ],
)


def list_total(payment_list: PaymentList) -> str:
    """Write what a locked list pays."""
    return "" if payment_list.total is None else format_money(payment_list.total)


def _hand_over(aid: Aid) -> SafeString:
    url = reverse("aid:aid_state", args=[aid.pk, AidState.DELIVERED])
    label = _("Teslim et")
    return format_html(
        '<a class="button button-primary button-small" href="{}" data-sheet aria-label="{}: {}">{}</a>',
        url,
        label,
        aid.household.file_number,
        label,
    )


DESK = List(
    key="vezne",
    label=_("Nakdi vezne"),
    rows=lambda viewer: Aid.objects.visible_to(viewer).at_the_desk(),
    search=lambda rows, text: rows.search(text),
    search_label=_("Dosya no, ad, telefon ya da kimlik no"),
    prepare=lambda rows: rows.select_related(*_WHO, "payment_list"),
    row_url=lambda row: row.get_absolute_url(),
    nothing=_("Elden teslim edilecek nakit yardım yok."),
    summary="aid/_desk_sums.html",
    sort="period",
    columns=[
        Column("household", _("Hane"), _whose),
        Column("given", _("Tutar"), given_words, draw=given_mark, numeric=True),
        Column("kind", _("Tür"), _label(AidKind, "kind")),
        Column("period", _("Ay"), lambda row: month_words(row.period), sort="period"),
        Column("list", _("Liste"), lambda row: row.payment_list.number if row.payment_list else ""),
        Column("deliver", _("İşlem"), "pk", draw=_hand_over),
    ],
    filters=[
        Related("account", _("Kasa"), field="account", rows=_boxes),
        Choice("kind", _("Tür"), choices=AidKind, lookup="kind__in"),
    ],
)


@dataclass(frozen=True)
class GivenSum:
    """What the payments of a list come to in one currency; of those of goods alone only the number is known."""

    currency: str
    count: int
    amount: Decimal
    given: Decimal


def sums_of(listing: Listing) -> list[GivenSum]:
    """Return by currency what a list of payments comes to, and what of it was given."""
    given = Sum("amount", filter=Q(state__in=[AidState.SENT, AidState.PAID, AidState.DELIVERED]), default=Decimal(0))
    whole = Sum("amount", filter=~Q(state__in=[AidState.FAILED, AidState.CANCELLED]), default=Decimal(0))
    rows = listing.matching.values("currency").annotate(many=Count("pk"), whole=whole, given=given)
    found = rows.order_by("currency").values_list("currency", "many", "whole", "given")
    return [GivenSum(*row) for row in found]
