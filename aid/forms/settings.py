"""What managers set: the days of each stage, and how banks want their files."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField

from ..bank_files import COLUMNS
from ..choices import AmountFormat
from ..models import BankTemplate, StageDays
from ..states import OPEN, Stage

_SEPARATORS: list[tuple[str, Any]] = [(";", _("noktalı virgül ;")), (",", _("virgül ,")), ("|", _("dik çizgi |"))]


class DaysForm(forms.Form):
    """In how many days an application should leave each stage."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = dict(StageDays.objects.values_list("stage", "days"))
        for stage in OPEN:
            self.fields[stage] = forms.IntegerField(
                label=Stage(stage).label,
                min_value=1,
                max_value=365,
                required=False,
                initial=known.get(stage),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def days(self) -> dict[str, int | None]:
        return {stage: self.cleaned_data[stage] for stage in OPEN}


class TemplateForm(forms.Form):
    """How a bank wants its file. Columns are ordered by numbers, so that it needs no script."""

    name = LineField(label=_("Kalıbın adı"), max_length=80, help_text=_("Örneğin bankanın adı."))
    has_heading = forms.BooleanField(label=_("İlk satır başlık olsun"), required=False, initial=True)
    separator = forms.ChoiceField(label=_("CSV ayırıcısı"), choices=_SEPARATORS)
    amount_format = forms.ChoiceField(label=_("Tutarın yazılışı"), choices=AmountFormat)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, template: BankTemplate | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.template = template or BankTemplate()
        own = [column["field"] for column in self.template.columns]
        headings = {column["field"]: column["heading"] for column in self.template.columns}
        for name in ("name", "has_heading", "separator", "amount_format"):
            self.initial.setdefault(name, getattr(self.template, name))
        self.initial["seen"] = _digest(self.template)
        for key, label in COLUMNS.items():
            self.fields[f"place-{key}"] = forms.IntegerField(
                label=_("%(column)s: kaçıncı sütun") % {"column": label},
                min_value=1,
                max_value=len(COLUMNS),
                required=False,
                initial=own.index(key) + 1 if key in own else None,
            )
            self.fields[f"heading-{key}"] = LineField(
                label=_("%(column)s: başlığı") % {"column": label},
                max_length=60,
                required=False,
                initial=headings.get(key, str(label)),
            )

    def columns(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the label and the two fields of each column, for the page."""
        for key, label in COLUMNS.items():
            yield label, self[f"place-{key}"], self[f"heading-{key}"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.template.pk and cleaned.get("seen") != _digest(self.template):
            raise forms.ValidationError(
                _("Siz düzenlerken başkası bu kalıbı değiştirdi; sayfayı yenileyip yeniden deneyin."), code="changed"
            )
        places = [place for key in COLUMNS if (place := cleaned.get(f"place-{key}")) is not None]
        if len(set(places)) < len(places):
            raise forms.ValidationError(_("İki sütuna aynı sıra verilmiş."), code="same_place")
        return cleaned

    def filled(self) -> BankTemplate:
        """Return the template with what was typed."""
        given = self.cleaned_data
        for name in ("name", "has_heading", "separator", "amount_format"):
            setattr(self.template, name, given[name])
        chosen = sorted((given[f"place-{key}"], key) for key in COLUMNS if given[f"place-{key}"] is not None)
        self.template.columns = [
            {"field": key, "heading": given[f"heading-{key}"] or str(COLUMNS[key])} for _place, key in chosen
        ]
        return self.template


def _digest(template: BankTemplate) -> str:
    said = [template.name, template.columns, template.has_heading, template.separator, template.amount_format]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
