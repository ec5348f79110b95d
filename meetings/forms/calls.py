"""What is typed about a call, and about the terms of law and statute."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.editing import EditForm
from kafkasder.core.fields import LineField, MomentField, TurkishDateField

from ..choices import CallWay
from ..models import Meeting, TermRule
from ..models.rule import LONGEST_TERM


class CallForm(forms.Form):
    """When and by which ways a meeting was called; for assemblies also when the second meeting would be."""

    called_on = TurkishDateField(label=_("Çağrı günü"))
    call_ways = forms.MultipleChoiceField(
        label=_("Çağrı yolları"), choices=CallWay.choices, widget=forms.CheckboxSelectMultiple
    )
    second_at = MomentField(
        label=_("İkinci toplantının günü ve saati"),
        help_text=_("Çoğunluk sağlanamazsa; çağrıda yazılır."),
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        initial = {
            "called_on": meeting.called_on or today(),
            "call_ways": meeting.call_ways,
            "second_at": meeting.second_at,
        }
        super().__init__(*args, initial=initial, **options)
        if not meeting.is_assembly or meeting.first_call_id:
            del self.fields["second_at"]


class TermForm(EditForm):
    """A term from a day on."""

    valid_from = TurkishDateField(label=_("Hangi günden başlayarak?"), may_lie_ahead=True, initial=today)
    value = forms.IntegerField(label=_("Değer"), min_value=0, max_value=LONGEST_TERM, help_text=_("Gün ya da ay."))
    source = LineField(label=_("Kaynak"), max_length=200, help_text=_("Kanun, yönetmelik ya da tüzük maddesi."))

    class Meta:
        model = TermRule
        fields: ClassVar = ("key", "valid_from", "value", "source")
        labels: ClassVar = {"key": _("Süre")}
