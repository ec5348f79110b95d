"""The lists of transfers and of counts of cash boxes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Choice, Column, DateRange, List, Related
from kafkasder.core.money import format_money

from ..choices import AccountKind
from ..models import CashCount, MoneyAccount, Transfer
from ..states import RecordState
from ..templatetags.finance import record_state_tag
from ..templatetags.moves import count_difference, transfer_amount

_WITH = ("from_account", "to_account", "from_fund", "to_fund", "created_by")


def _boxes(given: Any) -> Any:
    return MoneyAccount.objects.filter(kind=AccountKind.CASH).order_by("name_key", "pk")


TRANSFERS = List(
    key="aktarimlar",
    label=_("Aktarımlar"),
    rows=lambda viewer: Transfer.objects.visible_to(viewer),
    prepare=lambda rows: rows.select_related(*_WITH),
    nothing=_("Kasalar, bankalar ya da fonlar arasında ilk aktarımı yazarak başlayın."),
    sort="-day",
    columns=[
        Column("description", _("Açıklama"), "description"),
        Column("day", _("Tarih"), "day", sort="day", descending_first=True, numeric=True),
        Column("from", _("Nereden"), lambda row: str(row.from_account or row.from_fund)),
        Column("to", _("Nereye"), lambda row: str(row.to_account or row.to_fund)),
        Column(
            "amount",
            _("Tutar"),
            lambda row: format_money(row.amount, row.currency),
            draw=transfer_amount,
            sort="amount",
            descending_first=True,
            numeric=True,
        ),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=record_state_tag),
        Column("document", _("Belge no"), "document_number", shown=False),
        Column("created_by", _("Kaydeden"), lambda row: str(row.created_by or ""), shown=False),
    ],
    filters=[
        Choice("state", _("Durum"), choices=RecordState, lookup="state__in"),
        DateRange("day", _("Tarih"), field="day", moments=False),
    ],
)

COUNTS = List(
    key="sayimlar",
    label=_("Kasa sayımları"),
    rows=lambda viewer: CashCount.objects.visible_to(viewer),
    prepare=lambda rows: rows.select_related("account", "counted_by"),
    nothing=_("İlk kasa sayımını yazarak başlayın."),
    sort="-at",
    columns=[
        Column("account", _("Kasa"), "account.name"),
        Column("at", _("Zaman"), "at", sort="at", descending_first=True, numeric=True),
        Column("moment", _("Sayım"), lambda row: str(row.get_moment_display())),
        Column("counted", _("Sayılan"), lambda row: format_money(row.counted, row.account.currency), numeric=True),
        Column(
            "difference",
            _("Fark"),
            lambda row: format_money(row.difference, row.account.currency),
            draw=count_difference,
            numeric=True,
        ),
        Column("counted_by", _("Sayan"), lambda row: str(row.counted_by)),
        Column("note", _("Açıklama"), "note", shown=False),
    ],
    filters=[
        Related("account", _("Kasa"), field="account", rows=_boxes),
        Choice("moment", _("Sayım"), choices=CashCount.Moment, lookup="moment__in"),
        DateRange("at", _("Zaman"), field="at"),
    ],
)
