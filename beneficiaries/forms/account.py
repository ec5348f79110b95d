"""What may be typed about a household's bank account."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import IbanField, LineField, NameField
from kafkasder.core.identifiers import mask_iban

from ..models import BankAccount, Beneficiary, Household
from ..states import PersonStatus
from .actions import relations_of_members
from .rules import report

_OTHER_HOLDER = ("holder_name", "holder_relation", "holder_reason")


class AccountForm(RecordForm):
    """An account of a member, or of somebody else whose name, relation and reason are then asked for."""

    secrets: ClassVar = {"iban": mask_iban}
    together: ClassVar = {"holder": ("person", *_OTHER_HOLDER)}

    iban = IbanField(label=_("IBAN"))
    person = forms.ModelChoiceField(
        Beneficiary.objects.none(),
        label=_("Hesap sahibi"),
        required=False,
    )
    holder_name = NameField(
        label=_("Başkasının adı"),
        max_length=150,
        required=False,
        help_text=_("Hesap haneden olmayan birininse; bankada yazdığı gibi."),
    )
    holder_relation = forms.ChoiceField(
        label=_("Haneye yakınlığı"), choices=[("", _("Seçilmedi")), *relations_of_members()], required=False
    )
    holder_reason = LineField(label=_("Neden onun hesabı"), max_length=300, required=False)
    note = LineField(label=_("Açıklama"), max_length=300, required=False)

    class Meta:
        model = BankAccount
        fields = ("iban", "person", *_OTHER_HOLDER, "note")

    def __init__(self, *args: Any, household: Household, **options: Any) -> None:
        super().__init__(*args, **options)
        self.instance.household = household
        members = household.members.filter(status=PersonStatus.ACTIVE)
        if self.instance.person_id:
            members |= household.members.filter(pk=self.instance.person_id)
        person = self.fields["person"]
        person.queryset, person.empty_label = members.order_by("name_key"), _("Haneden olmayan biri")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("person"):
            cleaned |= dict.fromkeys(_OTHER_HOLDER, "")
        else:
            report(self, {name: _missing() for name in _OTHER_HOLDER if not cleaned.get(name) and name in cleaned})
        return cleaned


def _missing() -> ValidationError:
    return ValidationError(_("Hesap bir üyenin değilse bunu da yazın."), code="holder_unknown")
