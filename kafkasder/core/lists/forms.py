"""What the menu of an export asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .export import Format

SHORTEST_REASON = 5


class ExportForm(forms.Form):
    """The kind of file, which columns, and whether masked values shall be in clear, for which one says why."""

    form = forms.ChoiceField(choices=Format.choices)
    everything = forms.BooleanField(required=False)
    revealed = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=300, required=False)

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may_reveal = may_reveal

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("revealed") and not self._may_reveal:
            raise forms.ValidationError(_("Maskeli bilgileri açık olarak aktarma yetkiniz yok."))
        if cleaned.get("revealed") and len(cleaned.get("reason", "")) < SHORTEST_REASON:
            raise forms.ValidationError(_("Maskeli bilgileri açık aktarmak için nedenini yazın."))
        return cleaned

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])
