"""How former values of households and people come back: by their forms and services."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404

from accounts.audit.restorers import Restorer
from kafkasder.core.saving import changed

from . import policy, services
from .forms import HouseholdForm, PersonForm
from .models import Beneficiary, Household


def _get_household(user: Any, key: str) -> Household:
    household: Household = get_object_or_404(Household.objects.visible_to(user), pk=key)
    return household


def _household_form(data: Mapping[str, Any] | None, household: Household, user: Any) -> HouseholdForm:
    return HouseholdForm(data, instance=household)


def _save_household(form: Any, household: Household, user: Any) -> None:
    changed(form, household, user, lambda row: services.save_household(household=row, by=user))


def _get_person(user: Any, key: str) -> Beneficiary:
    people = Beneficiary.objects.visible_to(user).select_related("household")
    person: Beneficiary = get_object_or_404(people, pk=key)
    return person


def _person_form(data: Mapping[str, Any] | None, person: Beneficiary, user: Any) -> PersonForm:
    return PersonForm(data, instance=person, household=person.household, is_head=person.is_head)


def _save_person(form: Any, person: Beneficiary, user: Any) -> None:
    changed(form, person, user, lambda row: services.save_person(person=row, by=user))


RESTORERS = (
    Restorer(
        model=Household,
        verbs=("beneficiaries.view_household", "beneficiaries.change_household"),
        get=_get_household,
        may_change=policy.can_change_household,
        form=_household_form,
        save=_save_household,
    ),
    Restorer(
        model=Beneficiary,
        verbs=("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary"),
        get=_get_person,
        may_change=policy.can_change_person,
        form=_person_form,
        save=_save_person,
    ),
)
