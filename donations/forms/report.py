"""What the bar above the reports of money asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency
from kafkasder.core.reports import PeriodForm


class ReportForm(PeriodForm):
    """A period and a currency; amounts of two are never in one report."""

    currency = forms.ChoiceField(label=_("Para birimi"), choices=Currency.choices, required=False)

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"] or Currency.TRY
