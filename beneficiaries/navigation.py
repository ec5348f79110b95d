"""What the registry puts into the frame: the side navigation, the quick-add menu and the search palette."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.navigation import Area, Item

from .models import Beneficiary, Household

_VIEW_HOUSEHOLD = "beneficiaries.view_household"
_VIEW_PERSON = "beneficiaries.view_beneficiary"


def register() -> None:
    navigation.register(
        Item(
            label=_("Haneler"),
            url_name="beneficiaries:household_list",
            icon="house",
            verb=_VIEW_HOUSEHOLD,
            order=10,
            area=Area.PEOPLE,
        ),
        Item(
            label=_("Kişiler"),
            url_name="beneficiaries:person_list",
            icon="users",
            verb=_VIEW_PERSON,
            order=20,
            area=Area.PEOPLE,
        ),
        Item(
            label=_("Belgeler ve rızalar"),
            url_name="beneficiaries:paper_list",
            icon="file",
            verb="beneficiaries.view_papers",
            order=30,
            area=Area.PEOPLE,
        ),
    )
    navigation.register_quick_add(
        Item(
            label=_("Hane"),
            url_name="beneficiaries:household_create",
            icon="house",
            verb="beneficiaries.add_household",
            order=10,
        ),
        Item(
            label=_("Kişi"),
            url_name="beneficiaries:person_create",
            icon="user-plus",
            verb="beneficiaries.add_beneficiary",
            order=20,
        ),
    )
    palette.register(
        palette.Source(
            key="households",
            label=_("Haneler"),
            verb=_VIEW_HOUSEHOLD,
            search=_find_households,
            icon="house",
            order=10,
            list_name="beneficiaries:household_list",
        ),
        palette.Source(
            key="people",
            label=_("Kişiler"),
            verb=_VIEW_PERSON,
            search=_find_people,
            icon="user",
            order=20,
            list_name="beneficiaries:person_list",
        ),
    )


def _find_households(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Household.objects.visible_to(viewer).open().search(text).select_related("head", "district", "province")
    for household in found.order_by("-created_at", "-pk")[: palette.ENOUGH]:
        title = f"{household.file_number} · {household.head}" if household.head else household.file_number
        yield palette.Hit(title, household.get_absolute_url(), detail=_place(household))


def _find_people(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Beneficiary.objects.visible_to(viewer).living().search(text)
    found = found.select_related("household__district", "household__province")
    for person in found.order_by("name_key", "pk")[: palette.ENOUGH]:
        detail = f"{person.household.file_number} · {_place(person.household)}"
        yield palette.Hit(person.full_name, person.get_absolute_url(), detail=detail.strip(" ·"))


def _place(household: Household) -> str:
    return ", ".join(str(place) for place in (household.district, household.province) if place)
