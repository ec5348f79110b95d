"""What may be typed about a breach."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from accounts.models import User
from kafkasder.core.fields import LineField, MomentField, TextField, no_future_moment, this_minute

from ..models import Breach
from ..models.breaches import DataKind


class BreachForm(RecordForm):
    """A breach as far as it is known."""

    title = LineField(label=_("Başlık"), max_length=150)
    happened_at = MomentField(label=_("Olduğu zaman"), required=False, help_text=_("Bilinmiyorsa boş bırakın."))
    learned_at = MomentField(
        label=_("Öğrenildiği zaman"), initial=this_minute, help_text=_("72 saatlik süre bu anda başlar.")
    )
    data_kinds = forms.MultipleChoiceField(
        label=_("Veri türleri"), choices=DataKind, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Breach
        fields = ("title", "happened_at", "learned_at", "data_kinds", "description", "measures", "is_drill")
        field_classes: ClassVar = {"description": TextField, "measures": TextField}

    def clean_learned_at(self) -> datetime:
        return no_future_moment(self.cleaned_data["learned_at"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        happened, learned = cleaned.get("happened_at"), cleaned.get("learned_at")
        if happened and learned and happened > learned:
            self.add_error("happened_at", _("Bir ihlal, olmadan önce öğrenilemez."))
        return cleaned


class NotifyForm(forms.Form):
    """When the authority was told, and why not in time."""

    at = MomentField(label=_("Kurul'a bildirildiği zaman"), initial=this_minute)
    late_because = TextField(
        label=_("Geç bildirildiyse nedeni"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_at(self) -> datetime:
        return no_future_moment(self.cleaned_data["at"])


class ViewedForm(forms.Form):
    """Whose looks, and between which moments."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Kimin baktıkları"))
    start = MomentField(label=_("Şu andan itibaren"))
    end = MomentField(label=_("Şu ana kadar"), initial=this_minute)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = User.objects.order_by("name_key")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error("end", _("Bitiş, başlangıçtan önce olamaz."))
        return cleaned


class WhyForm(forms.Form):
    """Why the chosen people are concerned."""

    why = LineField(label=_("Neden ilgililer?"), max_length=200)
