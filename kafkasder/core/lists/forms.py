"""What the menu of an export asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fields import TextField
from .export import MOST_ROWS_OF_A_SHEET, Format
from .listing import Listing

SHORTEST_REASON = 5


class ExportForm(forms.Form):
    """The kind of file, which columns, and whether masked values shall be in clear, for which one says why."""

    form = forms.ChoiceField(choices=Format.choices)
    everything = forms.BooleanField(required=False)
    revealed = forms.BooleanField(required=False)
    reason = TextField(max_length=300, required=False)

    def __init__(self, *args: Any, listing: Listing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listing = listing

    def clean_form(self) -> Format:
        form = Format(self.cleaned_data["form"])
        if form == Format.XLSX and self._listing.total > MOST_ROWS_OF_A_SHEET:
            raise forms.ValidationError(_("Bu kadar kayıt bir Excel sayfasına sığmaz. CSV seçin ya da listeyi süzün."))
        return form

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("revealed") and not self._listing.may_reveal:
            raise forms.ValidationError(_("Maskeli bilgileri açık olarak aktarma yetkiniz yok."))
        if cleaned.get("revealed") and len(cleaned.get("reason", "")) < SHORTEST_REASON:
            raise forms.ValidationError(_("Maskeli bilgileri açık aktarmak için nedenini yazın."))
        return cleaned

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])
