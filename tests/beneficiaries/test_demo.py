"""The demo's households and the people that fill a panel for measuring: right in form, and the same each time."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from stdnum import iban
from stdnum.tr import tckimlik

from beneficiaries.demo import PEOPLE, make_demo
from beneficiaries.models import Beneficiary, Household, HouseholdMove, SensitiveRecord, StateChange
from beneficiaries.states import HOUSEHOLD_STATES, HouseholdStatus
from beneficiaries.synthetic import draw_families
from kafkasder.core.synthetic import numbers

from ..factories import make_user

TODAY = date(2026, 11, 20)


@pytest.fixture
def _demo(db: None) -> None:
    make_user("admin")
    make_demo()
    connection.check_constraints()


@pytest.mark.usefixtures("_demo")
def test_the_demo_has_its_size_and_its_histories() -> None:
    assert Beneficiary.objects.count() == PEOPLE
    assert 240 < Household.objects.count() < 330
    assert {*Household.objects.values_list("status", flat=True)} == {*HouseholdStatus.values}
    assert HouseholdMove.objects.exists()
    assert SensitiveRecord.objects.exists()
    assert Beneficiary.objects.filter(first_name="Fatma", last_name="Yılmaz", birth_date=date(1978, 5, 19)).count() == 2


@pytest.mark.usefixtures("_demo")
def test_every_state_was_reached_along_the_table() -> None:
    for household in Household.objects.prefetch_related("state_changes"):
        state = HouseholdStatus.DRAFT.value
        for change in sorted(household.state_changes.all(), key=lambda change: change.created_at):
            assert change.source == state
            assert change.created_at >= household.created_at
            HOUSEHOLD_STATES.require(state, change.target, change.reason)
            state = change.target
        assert household.status == state
    assert StateChange.objects.filter(person__isnull=False).exists()


@pytest.mark.usefixtures("_demo")
def test_file_numbers_run_without_a_gap_in_the_order_of_registration() -> None:
    numbers_by_age = list(Household.objects.order_by("created_at", "pk").values_list("file_number", flat=True))
    assert numbers_by_age == [f"H-{number:06d}" for number in range(1, len(numbers_by_age) + 1)]


@pytest.mark.django_db
def test_families_are_the_same_for_the_same_seed_and_fit_together() -> None:
    families = list(draw_families(2_000, seed=7, today=TODAY))
    again = list(draw_families(2_000, seed=7, today=TODAY))
    assert [str(person) for family in families for person in family.members] == [
        str(person) for family in again for person in family.members
    ]
    assert sum(len(family.members) for family in families) == 2_000
    assert all(family.head is family.members[0] for family in families)
    assert all(
        person.birth_date is None or person.birth_date <= TODAY for family in families for person in family.members
    )


def test_numbers_have_right_check_digits_and_are_never_used_twice() -> None:
    for block in (numbers.CITIZENS, numbers.FOREIGNERS):
        drawn = [numbers.identity_number(serial, block) for serial in range(5_000)]
        assert all(map(tckimlik.is_valid, drawn))
        assert len(set(drawn)) == len(drawn)
    assert all(iban.is_valid(numbers.iban(serial)) for serial in range(500))


@pytest.mark.django_db
def test_a_panel_can_be_filled_twice() -> None:
    for _ in range(2):
        call_command("generate_people", 300, verbosity=0)
    connection.check_constraints()
    assert Beneficiary.objects.count() == 600
