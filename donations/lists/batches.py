"""The lists of what operators owe and paid out, and of piles of gifts that are typed in together."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from finance.choices import CLEARING, PaymentMethod
from finance.models import MoneyAccount
from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, Flag, List, Related
from kafkasder.core.lists.filters import Parameters
from kafkasder.core.money import format_money
from kafkasder.core.templatetags.ui import badge

from ..batches import METHODS, with_entered
from ..choices import Operator
from ..clearing import unsettled, with_owed
from ..models import Batch, Donation, Settlement
from ..querysets import VIEW_DONORS
from ..states import BatchState
from ..templatetags.batches import batch_state_tag


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _clearing_accounts(given: Parameters) -> Any:
    return MoneyAccount.objects.filter(kind__in=CLEARING).order_by("name_key", "pk")


def _money_of(field: str, currency: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda row: format_money(getattr(row, field), currency(row))


def _own_currency(row: Any) -> str:
    return str(row.currency)


def _currency_of_account(row: Any) -> str:
    return str(row.from_account.currency)


UNSETTLED = List(
    key="odenmeyenler",
    label=_("Hesaba geçmeyen bağışlar"),
    rows=lambda viewer: unsettled(Donation.objects.visible_to(viewer)),
    search=lambda rows, text: rows.search(text),
    search_label=_("Bağış no, bağışçı ya da işlem no"),
    prepare=lambda rows: with_owed(rows.select_related("donor", "account")),
    nothing=_("Operatörlerin ödemediği bağış yok."),
    bulk=[BulkAction("kapat", _("Hesabı kapat"), "check", "donations:settlement_create")],
    bulk_verb="finance.record_finance",
    sort="day",
    columns=[
        Column("donation", _("Bağış"), str, sort="pk"),
        Column("donor", _("Bağışçı"), lambda row: str(row.donor), verb=VIEW_DONORS),
        Column("day", _("Bağış tarihi"), "day", sort="day", numeric=True),
        Column("account", _("Alacak hesabı"), "account.name"),
        Column("operator", _("Operatör"), _label(Operator, "operator")),
        Column("month", _("Fatura ayı"), lambda row: f"{row.billing_month:%m.%Y}" if row.billing_month else ""),
        Column("reference", _("İşlem no"), "reference", shown=False),
        Column("owed", _("Alacak"), _money_of("owed", _own_currency), numeric=True),
    ],
    filters=[
        Related("account", _("Alacak hesabı"), field="account", rows=_clearing_accounts),
        Choice("operator", _("Operatör"), choices=Operator, lookup="operator__in"),
        DateRange("month", _("Fatura ayı"), field="billing_month", moments=False),
        DateRange("day", _("Bağış tarihi"), field="day", moments=False),
    ],
)

SETTLEMENTS = List(
    key="hesap-kapamalar",
    label=_("Hesap kapamalar"),
    rows=lambda viewer: Settlement.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Dekont no"),
    prepare=lambda rows: rows.select_related("from_account", "to_account"),
    nothing=_("Operatörlerin ödediği bağışları “Hesaba geçmeyenler” sayfasında seçip kapatın."),
    sort="-day",
    columns=[
        Column("from", _("Alacak hesabı"), "from_account.name"),
        Column("day", _("Hesaba geçiş"), "day", sort="day", descending_first=True, numeric=True),
        Column("to", _("Banka hesabı"), "to_account.name"),
        Column("count", _("Bağış sayısı"), "count", numeric=True),
        Column("gross", _("Brüt"), _money_of("gross", _currency_of_account), numeric=True),
        Column("fee", _("Komisyon"), _money_of("fee", _currency_of_account), numeric=True),
        Column("net", _("Geçen tutar"), _money_of("net", _currency_of_account), numeric=True),
        Column("document", _("Dekont no"), "document_number"),
        Column(
            "undone",
            _("Durum"),
            lambda row: _("Geri alındı") if row.undone_at else _("Kapandı"),
            draw=lambda row: badge(_("Geri alındı"), "warning") if row.undone_at else badge(_("Kapandı"), "success"),
        ),
    ],
    filters=[
        Related("account", _("Alacak hesabı"), field="from_account", rows=_clearing_accounts),
        DateRange("day", _("Hesaba geçiş"), field="day", moments=False),
        Flag("undone", _("Geri alınanlar"), condition=Q(undone_at__isnull=False)),
    ],
)

BATCHES = List(
    key="toplu-girisler",
    label=_("Toplu girişler"),
    rows=lambda viewer: Batch.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Ad"),
    prepare=lambda rows: with_entered(rows.select_related("account")),
    nothing=_("Elinizdeki makbuzları ya da zarfları sayın, bir toplu giriş açın ve bağışları art arda yazın."),
    sort="-created",
    columns=[
        Column("name", _("Ad"), "name"),
        Column("day", _("Tarih"), "day", numeric=True),
        Column("method", _("Ödeme yöntemi"), _label(PaymentMethod, "method")),
        Column("account", _("Kasa/banka"), "account.name"),
        Column(
            "count", _("Girilen / beklenen"), lambda row: f"{row.entered_count} / {row.expected_count}", numeric=True
        ),
        Column("total", _("Girilen toplam"), _money_of("entered_total", _own_currency), numeric=True),
        Column("expected", _("Beklenen toplam"), _money_of("expected_total", _own_currency), numeric=True),
        Column("state", _("Durum"), _label(BatchState, "state"), draw=batch_state_tag),
        Column("created", _("Kayıt tarihi"), "created_at", sort="created_at", descending_first=True, shown=False),
    ],
    filters=[
        Choice("state", _("Durum"), choices=BatchState, lookup="state__in"),
        Choice(
            "method", _("Ödeme yöntemi"), choices=[(each.value, each.label) for each in METHODS], lookup="method__in"
        ),
        DateRange("day", _("Tarih"), field="day", moments=False),
    ],
)
