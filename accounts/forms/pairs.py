"""The form of a forbidden pair."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField

from ..roles import ROLES
from ..verbs import all_verbs


def _sides() -> list[Any]:
    """Return roles and verbs as choices, in groups."""
    rooms = groupby(all_verbs().values(), key=lambda verb: verb.room)
    return [
        ("", NO_CHOICE),
        (_("Roller"), [(role.slug, role.name) for role in ROLES]),
        *((room, [(verb.name, verb.label) for verb in verbs]) for room, verbs in rooms),
    ]


class PairForm(forms.Form):
    """Two rights that nobody is to hold together, and why."""

    first = forms.ChoiceField(label=gettext_lazy("Birinci yetki ya da rol"), choices=_sides)
    second = forms.ChoiceField(label=gettext_lazy("İkinci yetki ya da rol"), choices=_sides)
    reason = LineField(
        label=gettext_lazy("Neden"),
        max_length=300,
        help_text=gettext_lazy("Yetki vermek isteyene bu cümle gösterilir."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            raise ValidationError(_("İki yetki aynı olamaz."), code="same")
        return cleaned
