"""What may be typed about a request."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from accounts.models import User
from kafkasder.core.fields import LineField, NameField, TextField, TurkishDateField, no_future_day

from ..models import DataRequest
from ..models.requests import IdentityCheck


class RequestForm(RecordForm):
    """A request as it came in. Somebody whom no room keeps is named here."""

    applicant = NameField(
        label=_("Başvuran"),
        max_length=150,
        required=False,
        help_text=_("Kayıtlarda bulunmayan biriyse ya da vekilse adı."),
    )
    contact = LineField(label=_("Yanıt adresi"), max_length=300, required=False)
    received_on = TurkishDateField(label=_("Alındığı gün"), initial=timezone.localdate)

    class Meta:
        model = DataRequest
        fields = ("kind", "applicant", "contact", "channel", "received_on", "responsible", "summary")
        labels = {"kind": _("İstek")}  # Django makes an I of the first i

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["responsible"].queryset = User.objects.active().order_by("name_key")

    def clean_received_on(self) -> date:
        return no_future_day(self.cleaned_data["received_on"])

    def clean_applicant(self) -> str:
        name: str = self.cleaned_data["applicant"]
        if not name and not self.instance.subject_kind:
            raise forms.ValidationError(_("Başvuranın adını yazın."), code="nobody")
        return name


class IdentityForm(forms.Form):
    """How it was made sure who asks."""

    how = forms.ChoiceField(label=_("Kimlik nasıl doğrulandı?"), choices=IdentityCheck, widget=forms.RadioSelect)


class AnswerForm(forms.Form):
    """What the applicant was answered."""

    answer = TextField(
        label=_("Verilen yanıt"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8, "autofocus": True})
    )
