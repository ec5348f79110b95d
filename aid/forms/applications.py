"""What may be typed about an application: who asks, how it came, and for a new one what is asked for."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from accounts.models import User
from beneficiaries.models import Beneficiary, Household
from beneficiaries.querysets import sees_all
from beneficiaries.states import PersonStatus
from kafkasder.core.days import today
from kafkasder.core.fields import LineField, PhoneField, TurkishDateField, no_future_day
from kafkasder.core.identifiers import mask_phone
from kafkasder.core.numbers import whole_number

from ..choices import ApplicantType
from ..models import AidApplication


class ApplicationForm(RecordForm):
    """A new or an existing application. Its stage and what it asks for have pages of their own.

    `by` is who types: they choose among the households and people within their sight. Organisations ask through those
    who see every application, since nobody else would see theirs.
    """

    secrets: ClassVar = {"applicant_phone": mask_phone}
    together: ClassVar = {"who": ("applicant_type", "household", "person", "applicant_name")}

    household = forms.ModelChoiceField(
        Household.objects.none(), label=_("Hane"), widget=forms.RadioSelect, required=False
    )
    person = forms.ModelChoiceField(
        Beneficiary.objects.none(),
        label=_("Başvuran kişi"),
        required=False,
        help_text=_("Boş kalırsa başvuru hanenin reisi adına sayılır."),
    )
    applicant_name = LineField(label=_("Başvuran kurum"), max_length=150, required=False)
    applicant_phone = PhoneField(label=_("Kurumun telefonu"), required=False)
    applied_on = TurkishDateField(label=_("Başvuru tarihi"), initial=today, validators=[no_future_day])

    class Meta:
        model = AidApplication
        fields = (
            "applicant_type",
            "household",
            "person",
            "applicant_name",
            "applicant_phone",
            "applied_on",
            "source",
            "priority",
            "assigned_to",
            "description",
            "notes",
        )
        labels: ClassVar = {"notes": _("İç notlar")}  # Django's own capital of an i has no dot
        widgets: ClassVar = {"description": forms.Textarea, "notes": forms.Textarea}

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        kept = Q(pk=self.instance.household_id)
        self.fields["household"].queryset = Household.objects.visible_to(by).filter(~Q(status="archived") | kept)
        self.fields["assigned_to"].queryset = User.objects.filter(
            Q(is_active=True) | Q(pk=self.instance.assigned_to_id)
        ).order_by("name_key")
        if not sees_all(by):
            self.fields["applicant_type"].choices = [(ApplicantType.PERSON.value, ApplicantType.PERSON.label)]
        self.fields["person"].queryset = self._people()

    @property
    def household_key(self) -> int | None:
        """The key of the household that is chosen by now."""
        return whole_number(str(self["household"].value() or ""))

    def _people(self) -> Any:
        """Return the people of the chosen household who may ask, among them who asks already."""
        people = people_of(self.by, self.household_key)
        kept = Beneficiary.objects.visible_to(self.by).filter(pk=self.instance.person_id)
        return (people | kept).distinct().order_by("name_key", "pk")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("applicant_type")
        if kind == ApplicantType.PERSON:
            cleaned["applicant_name"] = ""
            if not cleaned.get("household") and "household" not in self.errors:
                self.add_error("household", _("Başvuran haneyi bulup seçin."))
        elif kind:
            cleaned["person"] = None
            if not cleaned.get("applicant_name"):
                self.add_error("applicant_name", _("Başvuran kurumun adını yazın."))
        return cleaned

    def inputs_of(self, names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
        """What others chose as the household is told and not typed over: it is found by a search."""
        names = tuple(names)
        return {} if "household" in names else super().inputs_of(names, values)


def people_of(viewer: Any, household: int | None) -> Any:
    """Return the active people of a household within the viewer's sight."""
    people = Beneficiary.objects.visible_to(viewer).filter(status=PersonStatus.ACTIVE)
    return people.filter(household=household) if household else people.none()
