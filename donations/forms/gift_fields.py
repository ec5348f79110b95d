"""Fields of the forms of donations: who gave, rates, months and accounts of senders."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.fields import LineField
from kafkasder.core.identifiers import clean_iban, format_iban

from ..choices import DonorKind
from ..models import Donor

ANONYMOUS, NEW = "anonymous", "new"
_MONTH = re.compile(r"(\d{1,2})[./\- ](\d{4})")


class DonorField(forms.ModelChoiceField):
    """Who gave: a donor's key, ANONYMOUS for whoever stays unnamed, or NEW for one whom the form registers along.

    Cleaned to a donor; of ANONYMOUS and NEW to one that is not stored yet.
    """

    def __init__(self, **options: Any) -> None:
        wrong = {"required": gettext_lazy("Bağışçıyı seçin."), "invalid_choice": gettext_lazy("Bağışçıyı seçin.")}
        super().__init__(Donor.objects.none(), error_messages=wrong, widget=forms.HiddenInput, **options)

    def to_python(self, value: Any) -> Any:
        if value == ANONYMOUS:
            return Donor(kind=DonorKind.ANONYMOUS)
        return Donor() if value == NEW else super().to_python(value)

    def validate(self, value: Any) -> None:
        if not isinstance(value, Donor):
            super().validate(value)


class RateField(forms.DecimalField):
    """What a unit is worth in lira, as `41,2053`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "placeholder": "0,0000"})
        super().__init__(**{"widget": widget, "max_digits": 14, "decimal_places": 6, "min_value": Decimal(0)} | options)

    def to_python(self, value: Any) -> Decimal | None:
        if not isinstance(value, str):
            return super().to_python(value)
        text = value.strip().replace(" ", "")
        if not text:
            return None
        text = text.replace(".", "").replace(",", ".") if "," in text else text
        try:
            return super().to_python(Decimal(text))
        except InvalidOperation:
            raise ValidationError(_("Kuru 41,2053 biçiminde yazın."), code="rate_form") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class MonthField(forms.Field):
    """A month as `03.2026`, cleaned to its first day."""

    def __init__(self, **options: Any) -> None:
        hint = {"placeholder": gettext_lazy("aa.yyyy"), "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(**{"widget": forms.TextInput(hint)} | options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value.replace(day=1)
        text = str(value or "").strip()
        if not text:
            return None
        match = _MONTH.fullmatch(text)
        if not match or not 1 <= int(match[1]) <= 12 or not 1900 <= int(match[2]) <= 2200:
            raise ValidationError(_("Ayı ay.yıl olarak yazın. Örnek: 03.2026"), code="month_form")
        return date(int(match[2]), int(match[1]), 1)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%m.%Y}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def clean_sender(text: str) -> str:
    """Return an IBAN without blanks, if it is a Turkish one a right one; another account's number as it is."""
    compact = text.replace(" ", "").upper()
    return clean_iban(compact) if compact.startswith("TR") else text


class SenderField(LineField):
    """The account from which money came: an IBAN, or the number of a foreign account."""

    clean_text = staticmethod(clean_sender)
    format_text = staticmethod(lambda value: format_iban(value) if value.startswith("TR") else value)
