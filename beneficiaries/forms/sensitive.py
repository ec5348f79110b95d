"""What may be typed into a person's sensitive record: codes and a percentage, and as little prose as possible."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import TextField, TurkishDateField

from ..choices import DisabilityGroup, HealthFlag
from ..models import SensitiveRecord
from .rules import report

_SEPARATOR = ","


def flags_of(record: SensitiveRecord) -> list[str]:
    """Return the codes that a record's encrypted column holds."""
    return record.health_flags.split(_SEPARATOR) if record.health_flags else []


class SensitiveForm(RecordForm):
    """The whole of a sensitive record; who may open this form may see what it holds, each time for the record."""

    is_discreet = True

    health_flags = forms.MultipleChoiceField(
        label=_("Sağlık durumu"),
        choices=HealthFlag,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tanı yazmayın; yalnız seçin."),
    )
    disability_group = forms.ChoiceField(
        label=_("Engel grubu"), choices=[("", ""), *DisabilityGroup.choices], required=False
    )
    disability_percent = forms.IntegerField(label=_("Engel oranı (%)"), min_value=1, max_value=100, required=False)
    report_seen_on = TurkishDateField(label=_("Raporun görüldüğü tarih"), required=False)
    notes = TextField(
        label=_("Gizli notlar"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=_("Yalnız gerekli olanı yazın. Bu notları hassas bilgileri görebilenler okur."),
    )

    class Meta:
        model = SensitiveRecord
        fields = ("health_flags", "disability_group", "disability_percent", "report_seen_on", "notes")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["health_flags"] = flags_of(self.instance)

    def clean_health_flags(self) -> str:
        return _SEPARATOR.join(sorted(self.cleaned_data["health_flags"]))

    def clean_disability_percent(self) -> str:
        percent = self.cleaned_data["disability_percent"]
        return "" if percent is None else str(percent)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        flags = cleaned.get("health_flags", "").split(_SEPARATOR)
        if HealthFlag.NONE in flags and len(flags) > 1:
            problem = ValidationError(
                _("“Bildirilen sorun yok” başka bir seçimle birlikte olmaz."), code="none_and_some"
            )
            report(self, {"health_flags": problem})
        return cleaned

    def in_words(self, name: str, value: Any) -> str:
        if name == "health_flags":
            return ", ".join(str(HealthFlag(code).label) for code in value.split(_SEPARATOR) if code)
        if name == "disability_group":
            return str(dict(DisabilityGroup.choices).get(value, ""))
        return super().in_words(name, value)


class NewHealthForm(SensitiveForm):
    """The sensitive record of somebody who is registered in the same form; left empty nothing is kept."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, prefix="health", empty_permitted=True, use_required_attribute=False, **options)
