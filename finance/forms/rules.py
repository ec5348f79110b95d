"""The forms of figures and rates."""

from decimal import Decimal
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.editing import EditForm
from kafkasder.core.fields import LineField, MoneyField, TurkishDateField, no_future_day

from ..models import ExchangeRate, MoneyRule

_SMALLEST = Decimal("0.000001")


class RuleForm(EditForm):
    """A figure from a day on."""

    valid_from = TurkishDateField(label=_("Hangi günden başlayarak?"), may_lie_ahead=True, initial=today)
    value = MoneyField(label=_("Değer"), help_text=_("Tutar ya da gün sayısı."))
    source = LineField(
        label=_("Kaynak"), max_length=200, help_text=_("Kanun, tebliğ ya da yönetim kurulu kararının günü ve sayısı.")
    )

    class Meta:
        model = MoneyRule
        fields = ("key", "valid_from", "value", "source")


class RateForm(EditForm):
    """What a unit of a currency is worth in lira on a day."""

    day = TurkishDateField(label=_("Gün"), initial=today, validators=[no_future_day])
    rate = forms.DecimalField(label=_("Kur (₺)"), max_digits=14, decimal_places=6, min_value=_SMALLEST, localize=True)
    source = LineField(label=_("Kaynak"), max_length=100, initial="TCMB")

    class Meta:
        model = ExchangeRate
        fields: ClassVar = ("currency", "day", "rate", "source")
