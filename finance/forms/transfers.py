"""The forms of transfers."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.days import today
from kafkasder.core.fields import LineField, MoneyField, TurkishDateField, no_future_day
from kafkasder.core.reasons import ReasonForm

from ..choices import Currency
from ..models import MoneyAccount, Transfer

SMALLEST = Decimal("0.01")


class TransferForm(RecordForm):
    """What every transfer says of itself: a new one, or one that still waits."""

    amount = MoneyField(label=_("Tutar"), min_value=SMALLEST)
    day = TurkishDateField(label=_("Tarih"), validators=[no_future_day])
    description = LineField(label=_("Açıklama"), max_length=300)
    document_number = LineField(label=_("Belge no"), max_length=50, required=False)

    places: tuple[str, ...] = ()
    rows: Any = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_edit:
            self.initial.setdefault("day", today())
        for name in self.places:
            field: Any = self.fields[name]
            field.required = name.startswith(("from_", "to_"))
            rows, chosen = field.queryset, getattr(self.instance, f"{name}_id") or 0
            field.queryset = rows.filter(Q(pk__in=rows.open().values("pk")) | Q(pk=chosen)).order_by("name_key", "pk")


class AccountTransferForm(TransferForm):
    """Between two boxes or banks; of two currencies it is an exchange, which wants what comes in and whose it is."""

    together: ClassVar = {"moved": ("from_account", "to_account", "amount", "received", "fund")}
    places = ("from_account", "to_account", "fund")

    received = MoneyField(
        label=_("Giren tutar"), min_value=SMALLEST, required=False, help_text=_("Yalnız döviz bozdururken.")
    )

    class Meta:
        model = Transfer
        fields = ("from_account", "to_account", "amount", "day", "received", "fund", "description", "document_number")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("from_account", "to_account"):
            self.fields[name].label_from_instance = _named


class FundTransferForm(TransferForm):
    """Between two funds; what givers bound wants a decision of the board, or stays where it is."""

    together: ClassVar = {"moved": ("from_fund", "to_fund", "amount", "currency", "decision")}
    places = ("from_fund", "to_fund")

    currency = forms.ChoiceField(label=_("Para birimi"), choices=Currency, initial=Currency.TRY)
    decision = LineField(
        label=_("Yönetim kurulu kararı"),
        max_length=100,
        required=False,
        help_text=_("Bağlı bir fondan aktarırken. Örnek: 12.03.2026 tarihli, 14 sayılı karar"),
    )

    class Meta:
        model = Transfer
        fields = ("from_fund", "to_fund", "amount", "currency", "day", "decision", "description", "document_number")


BETWEEN_ACCOUNTS, BETWEEN_FUNDS = "hesap", "fon"
TRANSFER_FORMS: dict[str, type[TransferForm]] = {
    BETWEEN_ACCOUNTS: AccountTransferForm,
    BETWEEN_FUNDS: FundTransferForm,
}
"""The forms by what stands in the address."""


def kind_of(transfer: Transfer) -> str:
    """Return between what a transfer moves money, as the address says it."""
    return BETWEEN_FUNDS if transfer.from_fund_id else BETWEEN_ACCOUNTS


class UndoForm(ReasonForm):
    """On which day and why a transfer is moved back."""

    field_order = ("day", "reason")

    day = TurkishDateField(label=_("Tarih"), validators=[no_future_day], initial=today)


def _named(account: MoneyAccount) -> str:
    """Name an account, with its currency where that is not the lira."""
    return account.name if account.currency == Currency.TRY else f"{account.name} ({account.get_currency_display()})"
