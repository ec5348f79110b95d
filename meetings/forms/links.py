"""What a decision settles: a choice among the rows of all rooms that have such rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.decided import choices_for


class SettlesField(forms.ChoiceField):
    """A row that a decision can settle; cleaned to its kind and key, None where nothing was chosen."""

    def offer(self, viewer: Any) -> None:
        self.choices = [("", _("Seçilmedi")), *((label, rows) for label, rows in choices_for(viewer) if rows)]

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        if not chosen:
            return None
        kind, _colon, pk = chosen.partition(":")
        if not pk.isdecimal():
            raise ValidationError(_("Bu kayıt seçilemez."))
        return kind, int(pk)


class LinkForm(forms.Form):
    """Which row a decision settles."""

    settles = SettlesField(label=_("Neyi karara bağlıyor?"))

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["settles"].offer(by)
