"""The small forms behind a record's actions: a move, a new head."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, TurkishDateField
from kafkasder.core.reasons import LONGEST_REASON

from ..choices import Relation
from ..models import Beneficiary, Household
from ..states import PersonStatus


def relations_of_members() -> list[tuple[str, Any]]:
    """Return what one can be to a head without being it."""
    return [(code, label) for code, label in Relation.choices if code != Relation.SELF]


class HeadChoiceForm(forms.Form):
    """Who heads a household from now on, and what the former head becomes to them."""

    person = forms.ModelChoiceField(Beneficiary.objects.none(), label=_("Yeni hane reisi"), widget=forms.RadioSelect)
    former_relation = forms.ChoiceField(label=_("Önceki reisin yeni reise yakınlığı"), initial=Relation.OTHER)

    def __init__(self, *args: Any, household: Household, **options: Any) -> None:
        super().__init__(*args, **options)
        candidates = household.members.filter(status=PersonStatus.ACTIVE).exclude(pk=household.head_id)
        self.fields["person"].queryset = candidates.order_by("name_key")
        self.fields["person"].empty_label = None
        if household.head_id:
            self.fields["former_relation"].choices = relations_of_members()
        else:
            del self.fields["former_relation"]


class MoveForm(forms.Form):
    """A move to another household; a head who leaves others behind names a successor."""

    household = forms.ModelChoiceField(Household.objects.none(), label=_("Yeni hane"), widget=forms.RadioSelect)
    relation = forms.ChoiceField(label=_("Yeni hanenin reisine yakınlığı"), initial=Relation.OTHER)
    moved_on = TurkishDateField(label=_("Taşınma tarihi"))
    reason = LineField(label=_("Neden"), max_length=LONGEST_REASON, required=False)
    new_head = forms.ModelChoiceField(
        Beneficiary.objects.none(), label=_("Kalan hanenin yeni reisi"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: Beneficiary, targets: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["household"].queryset = targets
        self.fields["relation"].choices = relations_of_members()
        self.initial.setdefault("moved_on", timezone.localdate())
        remaining = person.household.members.filter(status=PersonStatus.ACTIVE).exclude(pk=person.pk)
        if person.is_head and remaining.exists():
            self.fields["new_head"].queryset = remaining.order_by("name_key")
            self.fields["new_head"].empty_label = None
        else:
            del self.fields["new_head"]

    def unjudge(self) -> None:
        """Show what was typed without its errors: the person looks for a household and does not save yet."""
        self._errors = ErrorDict()

    @property
    def arguments(self) -> dict[str, Any]:
        """What the service takes; it calls the household that somebody moves to the target."""
        facts = self.cleaned_data.copy()
        return {"target": facts.pop("household"), **facts}

    def clean_moved_on(self) -> Any:
        day = self.cleaned_data["moved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Taşınma tarihi gelecekte olamaz."), code="moved_in_future")
        return day
