"""Households and people as other rooms point at them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Beneficiary, Household

HOUSEHOLD, PERSON = "household", "person"


def register() -> None:
    REFERENCES.add(
        Reference(
            key=HOUSEHOLD,
            label=_("Hane"),
            model=Household,
            visible_to=_households,
            card=_household_card,
            search=lambda rows, text: rows.open().search(text).order_by("-created_at", "-pk"),
            icon="house",
            verb="beneficiaries.view_household",
            order=10,
        )
    )
    REFERENCES.add(
        Reference(
            key=PERSON,
            label=_("Kişi"),
            model=Beneficiary,
            visible_to=_people,
            card=_person_card,
            search=lambda rows, text: rows.living().search(text).order_by("name_key", "pk"),
            icon="user",
            verb="beneficiaries.view_beneficiary",
            order=20,
        )
    )


def _households(viewer: Any) -> QuerySet[Household]:
    return Household.objects.visible_to(viewer).select_related("head", "district", "province")


def _people(viewer: Any) -> QuerySet[Beneficiary]:
    return Beneficiary.objects.visible_to(viewer).select_related("household")


def _household_card(household: Household) -> Card:
    place = ", ".join(str(each) for each in (household.district, household.province) if each)
    facts = (str(household.head or ""), place, household.get_status_display())
    return Card(household.file_number, household.get_absolute_url(), tuple(filter(None, facts)))


def _person_card(person: Beneficiary) -> Card:
    facts = (person.household.file_number, person.get_relation_display(), person.get_status_display())
    return Card(person.full_name, person.get_absolute_url(), facts)
