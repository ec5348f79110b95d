"""Form fields for what Turkish staff type: phones, identity numbers, IBANs, money and dates.

Each field is also a plain cleaner: `PhoneField().clean(text)` needs no form, which is how imports use them. The widgets
say in `data-mask` how a script may help with typing; the server understands the text with and without that help.
"""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .days import AHEAD, full_year
from .identifiers import (
    clean_iban,
    clean_identity_number,
    clean_phone,
    clean_taxpayer_number,
    format_iban,
    format_phone,
)
from .money import clean_money, format_amount
from .text import lower, says_something, squeeze, title, upper

_NUMERIC_DATE = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})")
_MOMENT = "%d.%m.%Y %H:%M"
_FIRST_YEAR = 1900  # a moment of the year 1, put into another zone, is before all that the database can say
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")


def clean_date(text: str, *, ahead: int = 0) -> datetime.date:
    """Return the day that `15.03.1985`, `15/3/85` or `1985-03-15` names; raise ValidationError for anything else.

    Two digits mean a year that is not more than `ahead` years to come.
    """
    text = text.strip()
    if numeric := _NUMERIC_DATE.fullmatch(text):
        day, month, year = numeric.groups()
    elif iso := _ISO_DATE.fullmatch(text):
        year, month, day = iso.groups()
    else:
        raise ValidationError(_("Tarihi gün.ay.yıl olarak yazın. Örnek: 15.03.1985"), code="date_form")
    try:
        return datetime.date(full_year(year, ahead=ahead), int(month), int(day))
    except ValueError:
        raise ValidationError(_("Takvimde böyle bir gün yok."), code="date_unknown") from None


def clean_name(text: str) -> str:
    """Return `AYŞE  YILMAZ` and `ayşe yılmaz` as `Ayşe Yılmaz`; a name in mixed letters keeps them (`McDonald`)."""
    name = squeeze(text)
    return title(name) if name in (upper(name), lower(name)) else name


def format_date(day: datetime.date) -> str:
    return f"{day:%d.%m.%Y}"


class _MaskedInput(forms.TextInput):
    """A text input that tells the browser's script which mask helps with typing, and phones which keys to show."""

    def __init__(self, mask: str, inputmode: str = "numeric", **attrs: str) -> None:
        super().__init__({"data-mask": mask, "inputmode": inputmode, "autocomplete": "off", **attrs})


class TextField(forms.CharField):
    """What somebody writes. A text of which nothing can be seen is none: where one is needed it is asked for."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value))
        return text if says_something(text) else str(self.empty_value)


class _CleanedCharField(TextField):
    """A text that one function brings into its stored form and another back to how people write it."""

    clean_text: Callable[[str], str]
    format_text: Callable[[str], str] = staticmethod(str)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return self.clean_text(text) if text else ""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored value as people write it, and what somebody typed as they typed it."""
        return self.format_text(value) if isinstance(value, str) and value else value


class LineField(_CleanedCharField):
    """A text of one line, without blanks around or runs of blanks in it."""

    clean_text = staticmethod(squeeze)


class NameField(LineField):
    """A name; one typed all in capitals or all in small letters gets a capital at each word."""

    clean_text = staticmethod(clean_name)


class PhoneField(_CleanedCharField):
    """A phone number; cleaned to E.164, such as `+905321234567`."""

    clean_text = staticmethod(clean_phone)
    format_text = staticmethod(format_phone)

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": _MaskedInput("phone", "tel", placeholder="0532 123 45 67")} | options)


class IdentityNumberField(_CleanedCharField):
    """A T.C. or foreigner's identity number; cleaned to eleven digits whose check digits agree."""

    clean_text = staticmethod(clean_identity_number)

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": _MaskedInput("identity-number", maxlength="14")} | options)


class TaxpayerNumberField(_CleanedCharField):
    """A tax number or an identity number; cleaned to ten or eleven digits whose check digits agree."""

    clean_text = staticmethod(clean_taxpayer_number)

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": _MaskedInput("identity-number", maxlength="14")} | options)


class IbanField(_CleanedCharField):
    """A Turkish IBAN; cleaned to 26 characters without blanks."""

    clean_text = staticmethod(clean_iban)
    format_text = staticmethod(format_iban)

    def __init__(self, **options: Any) -> None:
        widget = _MaskedInput("iban", "text", placeholder="TR00 0000 0000 0000 0000 0000 00")
        super().__init__(**{"widget": widget} | options)


class MoneyField(forms.DecimalField):
    """An amount as `1.234,56`; cleaned to a Decimal with two places."""

    def __init__(self, **options: Any) -> None:
        widget = _MaskedInput("money", "decimal", placeholder="0,00")
        super().__init__(**{"widget": widget, "max_digits": 14, "decimal_places": 2, "min_value": Decimal(0)} | options)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            return clean_money(value) if value.strip() else None
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return format_amount(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class TurkishDateField(forms.Field):
    """A day as `15.03.1985`; `may_lie_ahead` says what kind of year two digits mean."""

    def __init__(self, *, may_lie_ahead: bool = False, **options: Any) -> None:
        self.ahead = AHEAD if may_lie_ahead else 0
        super().__init__(**{"widget": _MaskedInput("date", placeholder=gettext_lazy("gg.aa.yyyy"))} | options)

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        text = str(value or "").strip()
        return clean_date(text, ahead=self.ahead) if text else None

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, datetime.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MomentField(forms.DateTimeField):
    """A moment as `15.03.2026 14:30`, on the clock of the association."""

    def __init__(self, **options: Any) -> None:
        hint = {"placeholder": gettext_lazy("gg.aa.yyyy ss:dd"), "autocomplete": "off"}
        widget = forms.DateTimeInput(format=_MOMENT, attrs=hint)
        super().__init__(**{"widget": widget, "input_formats": [_MOMENT, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]} | options)

    def clean(self, value: Any) -> datetime.datetime | None:
        moment = super().clean(value)
        if moment and moment.year < _FIRST_YEAR:
            raise ValidationError(_("Takvimde böyle bir gün yok."), code="date_unknown")
        return moment


def this_minute() -> datetime.datetime:
    return timezone.now().replace(second=0, microsecond=0)


def no_future_moment(moment: datetime.datetime) -> datetime.datetime:
    """Refuse a moment that has not come yet."""
    if moment > timezone.now():
        raise ValidationError(_("Gelecekte bir an olamaz."), code="in_future")
    return moment


def no_future_day(day: datetime.date) -> datetime.date:
    """Refuse a day that has not come yet."""
    if day > timezone.localdate():
        raise ValidationError(_("Gelecekte bir gün olamaz."), code="in_future")
    return day


class SecretInput(forms.TextInput):
    """An input for a value that pages show masked: the stored value never reaches the form, only its mask does.

    Left empty the value stays as it is; a tick in the box beside it removes it.
    """

    stored = ""  # the mask of the stored value, if there is one

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if not self.stored:
            return super().render(name, value, attrs, renderer)
        note = format_html(
            '<div class="secret-note"><span>{}</span>'
            '<label class="check"><input type="checkbox" name="{}"><span>{}</span></label></div>',
            self.note,
            self.removal_name(name),
            _("Kayıttan sil"),
        )
        return super().render(name, value, attrs, renderer) + note

    @property
    def note(self) -> str:
        return _("Kayıtlı: %(mask)s. Boş bırakılırsa değişmez.") % {"mask": self.stored} if self.stored else ""

    @staticmethod
    def removal_name(name: str) -> str:
        return f"{name}-remove"
