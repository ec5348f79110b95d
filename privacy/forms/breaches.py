"""What may be typed about a breach."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from accounts.models import User
from kafkasder.core.fields import LineField

from ..models import Breach
from ..models.breaches import DataKind

_FORM = "%d.%m.%Y %H:%M"
_FIRST_YEAR = 1900  # a moment of the year 1, put into another zone, is before all that the database can say


class MomentField(forms.DateTimeField):
    """A moment as `15.03.2026 14:30`."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format=_FORM, attrs={"placeholder": _("gg.aa.yyyy ss:dd"), "autocomplete": "off"})
        super().__init__(**{"widget": widget, "input_formats": [_FORM, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]} | options)

    def clean(self, value: Any) -> datetime | None:
        moment = super().clean(value)
        if moment and moment.year < _FIRST_YEAR:
            raise forms.ValidationError(_("Takvimde böyle bir gün yok."), code="date_unknown")
        return moment


def this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


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

    def values_of(self, row: Breach) -> dict[str, Any]:
        """Moments as typing gives them, in the zone of the people: else the same moment would look changed."""
        values = super().values_of(row)
        return {
            name: timezone.localtime(value) if isinstance(value, datetime) else value for name, value in values.items()
        }

    def clean_learned_at(self) -> datetime:
        return no_future_moment(self.cleaned_data["learned_at"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        happened, learned = cleaned.get("happened_at"), cleaned.get("learned_at")
        if happened and learned and happened > learned:
            self.add_error("happened_at", _("Bir ihlal, olmadan önce öğrenilemez."))
        return cleaned


def no_future_moment(moment: datetime) -> datetime:
    if moment > timezone.now():
        raise forms.ValidationError(_("Gelecekte bir an olamaz."), code="in_future")
    return moment


class NotifyForm(forms.Form):
    """When the authority was told, and why not in time."""

    at = MomentField(label=_("Kurul'a bildirildiği zaman"), initial=this_minute)
    late_because = forms.CharField(
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
