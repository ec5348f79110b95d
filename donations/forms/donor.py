"""The form of a donor; the fields' cleaning is the import's too."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField, NameField, PhoneField, TaxpayerNumberField
from kafkasder.core.identifiers import mask_identity_number, mask_phone
from kafkasder.core.numbers import whole_number
from kafkasder.core.places import districts, provinces
from tasks.forms.fields import TagsField

from ..choices import DonorKind, province_choices
from ..models import Donor
from ..services import Likeness, find_duplicates
from .rules import check_donor


def _plate(value: str) -> int | None:
    return int(value) if value else None


class DonorForm(RecordForm):
    """A new or an existing donor. State and consents have pages of their own."""

    secrets: ClassVar = {"number": mask_identity_number, "phone": mask_phone}
    together: ClassVar = {
        "who": ("kind", "number", "contact_name"),
        "place": ("province", "district"),
    }

    name = NameField(label=_("Ad soyad / unvan"), max_length=150, required=False)
    number = TaxpayerNumberField(
        label=_("T.C. kimlik no / vergi no"),
        required=False,
        help_text=_("Kişiler için 11 haneli kimlik no, kurumlar için 10 haneli vergi no."),
    )
    contact_name = NameField(
        label=_("İlgili kişi"), max_length=150, required=False, help_text=_("Kurumda görüşülen kişi.")
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    province = forms.TypedChoiceField(label=_("İl"), coerce=_plate, empty_value=None, required=False)
    district = LineField(label=_("İlçe"), required=False)
    labels = TagsField(
        label=_("Etiketler"), required=False, help_text=_("Virgülle ayırın, en çok 10. Örnek: kermes, düzenli")
    )

    class Meta:
        model = Donor
        fields = (
            "kind",
            "name",
            "number",
            "contact_name",
            "phone",
            "email",
            "province",
            "district",
            "address",
            "labels",
            "notes",
        )
        widgets: ClassVar = {"address": forms.Textarea, "notes": forms.Textarea}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if province := self.fields.get("province"):
            province.choices = [("", NO_CHOICE), *province_choices()]
        if self.is_edit:  # nobody who is known becomes unknown
            self.fields["kind"].choices = [each for each in DonorKind.choices if each[0] != DonorKind.ANONYMOUS]
        self._offer_districts()

    def _offer_districts(self) -> None:
        """Offer the districts of the chosen province; a script fetches others when another one is chosen."""
        plate = whole_number(str(self["province"].value() or ""))
        names = districts(plate) if plate in provinces() else ()
        self.fields["district"].widget = forms.Select(choices=[("", NO_CHOICE), *((name, name) for name in names)])
        self.fields["province"].widget.attrs |= {
            "hx-get": reverse_lazy("donations:district_options"),
            "hx-target": f"#{self['district'].id_for_label}",
            "hx-trigger": "change",
        }

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, problem in check_donor(cleaned).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return cleaned

    def find_duplicates(self) -> list[Likeness]:
        """Return who is already registered and looks like what was typed, however much of that is valid yet."""
        typed = getattr(self, "cleaned_data", {})
        known = {name: typed[name] for name in ("name", "number", "phone", "email") if typed.get(name)}
        return find_duplicates(**known, exclude=self.instance.pk)
