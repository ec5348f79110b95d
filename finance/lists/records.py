"""The list of incomes and expenses. Links lead into it by address, such as `/para/kayitlar/?fund=3`."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Choice, Column, DateRange, Flag, List, Related

from ..choices import Category, Direction, PaymentMethod
from ..documents import with_documents
from ..models import FinanceRecord, Fund, MoneyAccount
from ..states import RecordState
from ..templatetags.finance import direction_tag, record_amount, record_marks

_WITH = ("fund", "account", "created_by", "decided_by")


def _funds(given: Any) -> Any:
    return Fund.objects.order_by("name_key", "pk")


def _accounts(given: Any) -> Any:
    return MoneyAccount.objects.order_by("name_key", "pk")


RECORDS = List(
    key="gelir-gider",
    label=_("Gelir ve gider"),
    rows=lambda viewer: FinanceRecord.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Açıklama, kimden/kime ya da belge no"),
    prepare=lambda rows: with_documents(rows.select_related(*_WITH).defer("words")),
    nothing=_("İlk geliri ya da gideri kaydederek başlayın. Bağışlar buraya kendiliğinden yazılır."),
    summary="finance/_record_totals.html",
    export_url="finance:record_export",
    export_verb="finance.export_finance",
    sort="-day",
    columns=[
        Column("description", _("Açıklama"), "description"),
        Column("day", _("Tarih"), "day", sort="day", descending_first=True, numeric=True),
        Column("direction", _("Yön"), lambda row: str(row.get_direction_display()), draw=direction_tag),
        Column("category", _("Kategori"), lambda row: str(row.get_category_display()), sort="category"),
        Column("counterparty", _("Kimden/kime"), "counterparty"),
        Column("fund", _("Fon"), "fund.name"),
        Column("account", _("Kasa/banka"), "account.name"),
        Column("amount", _("Tutar"), "amount", draw=record_amount, sort="amount", descending_first=True, numeric=True),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=record_marks),
        Column("currency", _("Para birimi"), "currency", extra=True),
        Column("method", _("Ödeme yöntemi"), lambda row: str(row.get_method_display()), shown=False),
        Column("document", _("Belge türü"), lambda row: str(row.get_document_type_display()), shown=False),
        Column("document_number", _("Belge no"), "document", shown=False),
        Column("number", _("Defter sıra no"), "number", shown=False, numeric=True),
        Column("created_by", _("Kaydeden"), lambda row: str(row.created_by or ""), shown=False),
        Column("decided_by", _("Karar veren"), lambda row: str(row.decided_by or ""), shown=False),
        Column("state_reason", _("Durum nedeni"), "state_reason", extra=True),
    ],
    filters=[
        Choice("direction", _("Yön"), choices=Direction, lookup="direction__in"),
        Choice("category", _("Kategori"), choices=Category, lookup="category__in"),
        Related("fund", _("Fon"), field="fund", rows=_funds),
        Related("account", _("Kasa/banka"), field="account", rows=_accounts),
        Choice("method", _("Ödeme yöntemi"), choices=PaymentMethod, lookup="method__in"),
        Choice("state", _("Durum"), choices=RecordState, lookup="state__in"),
        Flag("split", _("Bölünmüş olabilir"), Q(is_split=True)),
        DateRange("day", _("Tarih"), field="day", moments=False),
    ],
)
