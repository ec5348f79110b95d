"""The lists of funds and of cash boxes and bank accounts."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Choice, Column, List

from .. import balances
from ..choices import AccountKind, Currency, FundKind
from ..models import Fund, MoneyAccount
from ..states import OpenState
from ..templatetags.finance import account_balance, amounts, holdings, open_state_tag

_OPEN = Choice(
    "state",
    _("Durum"),
    choices=OpenState,
    lookup="state__in",
    default=Q(state=OpenState.OPEN),
    everything=_("Kapalılar dahil hepsi"),
)


def _held(fund: Any) -> str:
    return amounts(balances.held_by(fund))


FUNDS = List(
    key="fonlar",
    label=_("Fonlar"),
    rows=lambda viewer: Fund.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Fonun adı"),
    prepare=balances.with_fund_balances,
    nothing=_("İlk fonu ekleyerek başlayın."),
    sort="name",
    columns=[
        Column("name", _("Fon"), "name", sort="name_key"),
        Column("kind", _("Tür"), lambda row: str(row.get_kind_display()), sort="kind"),
        Column("held", _("Bakiye"), _held, draw=holdings, numeric=True),
        Column("code", _("Kod"), "code", sort="code"),
        Column("spend_by", _("Son harcama günü"), "spend_by", sort="spend_by", sort_nulls=True, shown=False),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=open_state_tag, shown=False),
    ],
    filters=[_OPEN, Choice("kind", _("Tür"), choices=FundKind, lookup="kind__in")],
)

ACCOUNTS = List(
    key="hesaplar",
    label=_("Kasalar ve bankalar"),
    rows=lambda viewer: MoneyAccount.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Kasanın ya da hesabın adı"),
    prepare=lambda rows: balances.with_account_balance(rows).select_related("keeper"),
    nothing=_("İlk kasayı ya da banka hesabını ekleyerek başlayın."),
    sort="name",
    columns=[
        Column("name", _("Kasa/hesap"), "name", sort="name_key"),
        Column("kind", _("Tür"), lambda row: str(row.get_kind_display()), sort="kind"),
        Column("balance", _("Bakiye"), "balance", draw=account_balance, numeric=True),
        Column("currency", _("Para birimi"), lambda row: str(row.get_currency_display()), sort="currency", shown=False),
        Column("bank", _("Banka"), "bank_name"),
        Column("iban", _("IBAN"), "iban", shown=False),
        Column("keeper", _("Sorumlu"), lambda row: str(row.keeper or "")),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=open_state_tag, shown=False),
    ],
    filters=[
        _OPEN,
        Choice("kind", _("Tür"), choices=AccountKind, lookup="kind__in"),
        Choice("currency", _("Para birimi"), choices=Currency, lookup="currency__in"),
    ],
)
