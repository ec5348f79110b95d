"""The small forms behind a donation's ways out: the day and the account of money that came or goes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from finance.choices import KEPT_IN, AccountKind
from finance.models import MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.fields import MoneyField, TurkishDateField, no_future_day
from kafkasder.core.reasons import ReasonForm

from ..models import Donation
from .gift_proposals import bank_for_cheques


class TakeInForm(forms.Form):
    """When the money of a waiting donation came, and into which account."""

    day = TurkishDateField(label=_("Tahsil günü"), initial=today, validators=[no_future_day])
    account = forms.ModelChoiceField(MoneyAccount.objects.none(), label=_("Kasa/banka"), empty_label=None)

    def __init__(self, *args: Any, donation: Donation, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = KEPT_IN[donation.method]
        accounts = MoneyAccount.objects.open().filter(currency=donation.currency, kind__in=kinds)
        self.fields["account"].queryset = accounts.order_by("name_key", "pk")
        self.fields["account"].initial = self._usual_account(donation, accounts)

    def _usual_account(self, donation: Donation, offered: Any) -> int | None:
        """Return where the donation said that its money goes; a cheque in the cash box is paid to a bank."""
        if donation.cheque_state and donation.account.kind != AccountKind.BANK:
            bank = bank_for_cheques(offered)
            return bank.pk if bank else None
        return donation.account_id


class RefundForm(ReasonForm):
    """How much of a donation goes back, when, and out of which account."""

    amount = MoneyField(label=_("İade edilecek tutar"))
    day = TurkishDateField(label=_("İade günü"), initial=today, validators=[no_future_day])
    account = forms.ModelChoiceField(MoneyAccount.objects.none(), label=_("Hangi hesaptan?"), empty_label=None)

    field_order = ("amount", "day", "account", "reason")

    def __init__(self, *args: Any, donation: Donation, **options: Any) -> None:
        super().__init__(*args, **options)
        accounts = MoneyAccount.objects.open().filter(currency=donation.currency).exclude(kind=AccountKind.GOODS)
        self.fields["account"].queryset = accounts.order_by("name_key", "pk")
        settled = donation.settlement
        self.fields["account"].initial = settled.to_account_id if settled else donation.account_id
        self.fields["amount"].initial = donation.amount - donation.refunded
        self.fields["reason"].widget.attrs.pop("autofocus", None)
