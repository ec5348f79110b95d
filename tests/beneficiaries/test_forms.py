"""The rules over several fields, as plain functions: the pages' forms and the import ask the same."""

from datetime import date
from typing import Any

import pytest
from freezegun import freeze_time

from beneficiaries.forms import PersonForm, check_household, check_person, clean_neighbourhood
from beneficiaries.models import District, Province

TODAY = "2026-11-20"
GOOD = {
    "identity_number": "10000000146",
    "no_identity_reason": "",
    "birth_date": date(1985, 3, 15),
    "birth_year": None,
    "nationality": "TR",
    "legal_status": "citizen",
    "marital_status": "married",
}


def problems(**values: Any) -> dict[str, str]:
    return {name: problem.code for name, problem in check_person(GOOD | values).items()}


@freeze_time(TODAY)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, {}),
        ({"birth_date": date(2026, 11, 21)}, {"birth_date": "born_in_future"}),
        ({"birth_date": date(2026, 11, 20), "marital_status": ""}, {}),
        ({"birth_date": date(1899, 12, 31)}, {"birth_date": "born_too_early"}),
        ({"birth_year": 1986}, {"birth_year": "birth_year_differs"}),
        ({"birth_year": 1985}, {}),
        ({"birth_date": None, "birth_year": 2027, "marital_status": ""}, {"birth_year": "born_in_future"}),
        ({"identity_number": ""}, {"no_identity_reason": "identity_or_reason"}),
        ({"identity_number": "", "no_identity_reason": "newborn"}, {}),
        ({"nationality": "SY"}, {"legal_status": "citizen_from_elsewhere"}),
        ({"legal_status": "temp_protection"}, {"legal_status": "citizen_as_foreigner"}),
        ({"nationality": "SY", "legal_status": "temp_protection"}, {}),
        ({"nationality": "SY", "legal_status": ""}, {}),
        ({"birth_date": date(2012, 1, 1)}, {"marital_status": "married_too_young"}),
        ({"birth_date": date(2012, 1, 1), "marital_status": "religious_only"}, {}),
        ({"birth_date": None, "marital_status": "married"}, {}),
    ],
)
def test_a_person_makes_sense(values: dict[str, Any], expected: dict[str, str]) -> None:
    assert problems(**values) == expected


def test_what_follows_is_completed() -> None:
    values = GOOD | {"no_identity_reason": "unknown"}
    check_person(values)
    assert (values["birth_year"], values["no_identity_reason"]) == (1985, "")


def test_a_district_lies_in_the_chosen_province() -> None:
    kayseri, ankara = Province(plate=38, name="Kayseri"), Province(plate=6, name="Ankara")
    talas = District(pk=1, province=kayseri, name="Talas")
    assert check_household({"province": kayseri, "district": talas}) == {}
    assert check_household({"province": kayseri, "district": None}) == {}
    assert set(check_household({"province": None, "district": talas})) == {"province"}
    assert set(check_household({"province": ankara, "district": talas})) == {"district"}


@pytest.mark.parametrize("typed", ["Hunat", "hunat mah.".title(), " Hunat  Mahallesi", "Hunat Mh", "Hunat mahalle"])
def test_a_neighbourhood_has_one_name(typed: str) -> None:
    assert clean_neighbourhood(typed) == "Hunat"


def test_a_neighbourhood_called_so_keeps_its_name() -> None:
    assert clean_neighbourhood("Mahallesi") == "Mahallesi"
    assert clean_neighbourhood("Yeni Mahalle Köyü") == "Yeni Mahalle Köyü"


def test_a_field_cleans_without_a_form() -> None:
    """How the import uses the same definition without building a form for each row."""
    fields = PersonForm.base_fields
    assert fields["first_name"].clean("ŞÜKRÜ ") == "Şükrü"
    assert fields["phone"].clean("532 123 45 67") == "+905321234567"
    assert fields["birth_date"].clean("15/3/1985") == date(1985, 3, 15)
