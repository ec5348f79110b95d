"""What may be typed about a person; the fields' cleaning is the import's too."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import IbanField, IdentityNumberField, LineField, NameField, PhoneField, TurkishDateField
from kafkasder.core.identifiers import mask_identity_number, mask_phone

from ..choices import LegalStatus, Relation
from ..countries import Country
from ..models import Beneficiary, Household
from ..services import Likeness, find_duplicates
from .rules import check_person, report


class PersonForm(RecordForm):
    """A new or an existing person. What the service must never be told here: household, state, headship."""

    secrets: ClassVar = {
        "identity_number": mask_identity_number,
        "phone": mask_phone,
    }
    together: ClassVar = {
        "birth": ("birth_date", "birth_year"),
        "identity": ("identity_number", "no_identity_reason"),
        "origin": ("nationality", "legal_status"),
    }

    first_name = NameField(label=_("Ad"), max_length=60)
    last_name = NameField(label=_("Soyad"), max_length=60)
    identity_number = IdentityNumberField(
        label=_("Kimlik no"), required=False, help_text=_("T.C. ya da 99 ile başlayan yabancı kimlik numarası.")
    )
    birth_date = TurkishDateField(label=_("Doğum tarihi"), required=False)
    phone = PhoneField(label=_("Telefon"), required=False)

    class Meta:
        model = Beneficiary
        fields = (
            "first_name",
            "last_name",
            "father_name",
            "mother_name",
            "previous_last_name",
            "identity_number",
            "no_identity_reason",
            "birth_date",
            "birth_year",
            "gender",
            "nationality",
            "legal_status",
            "relation",
            "marital_status",
            "orphan_type",
            "education",
            "work",
            "occupation",
            "social_security",
            "phone",
            "email",
        )
        field_classes: ClassVar = {
            "father_name": NameField,
            "mother_name": NameField,
            "previous_last_name": NameField,
            "occupation": LineField,
        }

    def __init__(self, *args: Any, household: Household | None = None, is_head: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.household = household
        if self.instance.birth_date:
            self.initial["birth_year"] = None  # follows from the date, also from a corrected one
        self.fields["nationality"].widget.attrs |= {
            "data-decides": "legal_status",
            "data-decides-if": Country.TR,
            "data-decides-value": LegalStatus.CITIZEN,
        }
        if is_head:
            del self.fields["relation"]
        else:
            self._forbid_headship()

    def _forbid_headship(self) -> None:
        """Who heads a household is chosen on its page; here a member can be anything to the head but the head."""
        relation = self.fields["relation"]
        relation.choices = [(code, label) for code, label in relation.choices if code != Relation.SELF]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        report(self, check_person(cleaned))
        return cleaned

    def find_duplicates(self) -> list[Likeness]:
        """Return who is already registered and looks like what was typed, however much of that is valid yet."""
        typed = getattr(self, "cleaned_data", {})
        names = ("identity_number", "first_name", "last_name", "birth_date", "birth_year", "phone")
        known = {name: typed[name] for name in names if typed.get(name)}
        neighbourhood = self.household.neighbourhood if self.household else ""
        return find_duplicates(**known, neighbourhood=neighbourhood, exclude=self.instance.pk)


class NewPersonForm(PersonForm):
    """A person who is registered together with their bank account, by whoever may write accounts."""

    iban = IbanField(label=_("IBAN"), required=False, help_text=_("Kişinin kendi hesabı; hanenin hesaplarına eklenir."))

    def __init__(self, *args: Any, with_account: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        if not with_account:
            del self.fields["iban"]


class HeadForm(PersonForm):
    """The head of a household that is registered together with it; left empty there is none yet."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, is_head=True, empty_permitted=True, use_required_attribute=False, **options)
