"""What the bar above a report asks for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..days import today
from ..fields import TurkishDateField
from .periods import Against, Period, Span, compared_with, period_of

_FIRST_YEAR, _LAST_YEAR = 1990, 2200


class PeriodForm(forms.Form):
    """A period by name or by its days, and with what it is compared; this month where an address says nothing."""

    period = forms.ChoiceField(label=_("Dönem"), choices=Span.choices, required=False)
    first = TurkishDateField(label=_("İlk gün"), required=False, may_lie_ahead=True)
    last = TurkishDateField(label=_("Son gün"), required=False, may_lie_ahead=True)
    against = forms.ChoiceField(label=_("Karşılaştır"), choices=Against.choices, required=False)

    def clean_period(self) -> str:
        return self.cleaned_data["period"] or Span.THIS_MONTH

    def clean_against(self) -> str:
        return self.cleaned_data["against"] or Against.PREVIOUS

    def clean_first(self) -> Any:
        return self._known("first")

    def clean_last(self) -> Any:
        return self._known("last")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("period") == Span.CUSTOM and "first" in cleaned and "last" in cleaned:
            for name in ("first", "last"):
                if cleaned[name] is None:
                    self.add_error(name, ValidationError(_("Aralığın ilk ve son gününü yazın."), code="day_missing"))
            if cleaned.get("first") and cleaned.get("last") and cleaned["first"] > cleaned["last"]:
                self.add_error("last", ValidationError(_("Son gün, ilk günden önce olamaz."), code="days_in_order"))
        return cleaned

    @property
    def asked(self) -> Period:
        """The period that a valid form asks for."""
        cleaned = self.cleaned_data
        if cleaned["period"] == Span.CUSTOM:
            return Period(cleaned["first"], cleaned["last"])
        return period_of(cleaned["period"], today())

    @property
    def other(self) -> Period:
        """The period that it is compared with."""
        return compared_with(self.asked, self.cleaned_data["against"], self.cleaned_data["period"])

    def _known(self, name: str) -> Any:
        day = self.cleaned_data[name]
        if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValidationError(_("Takvimde böyle bir gün yok."), code="date_unknown")
        return day
