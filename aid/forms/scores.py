"""A rule of the need score, and the note of a version."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, MoneyField

from ..choices import COUNTED, Factor
from ..models import ScoreRule
from ..models.assessment import MOST_POINTS


class NoteForm(forms.Form):
    """What a new version is for."""

    note = LineField(label=_("Not"), max_length=300, required=False, help_text=_("Neyin, neden değiştiğini yazın."))


class RuleForm(forms.Form):
    """One reason for points; the threshold stands only where something is counted."""

    factor = forms.ChoiceField(label=_("Ölçüt"), choices=[("", _("Seçilmedi")), *Factor.choices])
    threshold = MoneyField(
        label=_("Eşik"),
        required=False,
        help_text=_("Gelirde lira, ötekilerde kişi sayısı; sayılmayan ölçütlerde boş bırakın."),
    )
    points = forms.IntegerField(label=_("Puan"), min_value=1, max_value=MOST_POINTS)

    def __init__(self, *args: Any, rule: ScoreRule | None = None, **options: Any) -> None:
        initial = {name: getattr(rule, name) for name in self.base_fields} if rule else {}
        super().__init__(*args, initial=initial, **options)
        self.rule = rule or ScoreRule()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        factor, threshold = cleaned.get("factor"), cleaned.get("threshold")
        if factor and "threshold" not in self.errors:
            self._check(factor, threshold)
        return cleaned

    def _check(self, factor: str, threshold: Decimal | None) -> None:
        if factor not in COUNTED:
            if threshold is not None:
                self.add_error("threshold", _("Bu ölçütün eşiği yoktur; boş bırakın."))
        elif threshold is None or threshold <= 0:
            self.add_error("threshold", _("Sıfırdan büyük bir eşik yazın."))
        elif factor != Factor.INCOME_PER_HEAD_BELOW and threshold != int(threshold):
            self.add_error("threshold", _("Kişi sayısını tam sayıyla yazın."))

    def filled(self) -> ScoreRule:
        """Return the rule with what was typed."""
        for name in self.base_fields:
            setattr(self.rule, name, self.cleaned_data[name])
        return self.rule
