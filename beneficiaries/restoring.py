"""How former values of households and people come back: by their forms and services."""

from collections.abc import Mapping
from typing import Any

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import HouseholdForm, PersonForm
from .models import Beneficiary, Household


def _person_form(data: Mapping[str, Any] | None, person: Beneficiary, by: Any) -> PersonForm:
    return PersonForm(data, instance=person, household=person.household, is_head=person.is_head)


RESTORERS = (
    Restorer(
        model=Household,
        verbs=("beneficiaries.view_household", "beneficiaries.change_household"),
        may_change=policy.can_change_household,
        form=lambda data, household, by: HouseholdForm(data, instance=household),
        store=lambda household, by, form: services.save_household(household=household, by=by),
    ),
    Restorer(
        model=Beneficiary,
        verbs=("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary"),
        may_change=policy.can_change_person,
        form=_person_form,
        store=lambda person, by, form: services.save_person(person=person, by=by),
    ),
)
