"""What may be typed about texts and their delivery."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, TextField, TurkishDateField, no_future_day

from ..models import NoticeDelivery, NoticeVersion
from ..subjects import Subject


class NoticeForm(RecordForm):
    """A version of a text; audience and language are given once."""

    valid_from = TurkishDateField(label=_("Geçerlilik başlangıcı"), may_lie_ahead=True, initial=timezone.localdate)

    class Meta:
        model = NoticeVersion
        fields = ("audience", "language", "valid_from", "text")
        field_classes: ClassVar = {"text": TextField}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["rows"] = 20
        if self.is_edit:  # the number was given within these two
            del self.fields["audience"], self.fields["language"]


class DeliveryForm(forms.ModelForm):  # type: ignore[type-arg]
    """How and when people of a kind were given a text that holds now."""

    version = forms.ModelChoiceField(NoticeVersion.objects.none(), label=_("Metin"), empty_label=None)
    delivered_on = TurkishDateField(label=_("Verildiği gün"), initial=timezone.localdate)
    note = LineField(label=_("Not"), max_length=300, required=False)

    class Meta:
        model = NoticeDelivery
        fields = ("version", "channel", "delivered_on", "note")

    def __init__(self, *args: Any, kind: Subject, **options: Any) -> None:
        super().__init__(*args, **options)
        current = NoticeVersion.objects.current().filter(audience=kind.audience)
        self.fields["version"].queryset = current.order_by("-language", "pk")
        self.fields["version"].initial = current.filter(language="tr").first()

    def clean_delivered_on(self) -> date:
        return no_future_day(self.cleaned_data["delivered_on"])
