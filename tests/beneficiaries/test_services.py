"""The registry's verbs: what they do and what they refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from beneficiaries.models import Beneficiary, FileNumberSeries, Household, HouseholdMove, StateChange
from beneficiaries.services import (
    change_household_state,
    change_person_state,
    choose_head,
    find_duplicates,
    move_person,
    register_household,
    reveal,
    save_household,
    take_file_numbers,
    undo_state_change,
)
from beneficiaries.states import HOUSEHOLD_STATES, PERSON_STATES, HouseholdStatus, PersonStatus

TODAY = date(2026, 11, 20)


@pytest.fixture
def clerk(db: None, make_user: Callable[..., Any]) -> Any:
    return make_user(role="staff")


@pytest.fixture
def auditor(db: None, make_user: Callable[..., Any]) -> Any:
    return make_user(role="auditor")


def new_person(**fields: Any) -> Beneficiary:
    return Beneficiary(first_name="Ayşe", last_name="Yılmaz", no_identity_reason="unknown", **fields)


# Registering


def test_a_household_is_registered_with_its_head(clerk: Any) -> None:
    household = register_household(household=Household(), head=new_person(), by=clerk)
    household.refresh_from_db()
    assert household.file_number == "H-000001"
    assert household.head.relation == "self"
    assert household.status == HouseholdStatus.DRAFT


def test_numbers_follow_the_pattern_and_restart_with_the_year(clerk: Any) -> None:
    FileNumberSeries.objects.create(
        pk=1, pattern="{year}/{number:03d}", restarts_yearly=True, year=timezone.localdate().year - 1, last_number=41
    )
    year = timezone.localdate().year
    numbers = [register_household(household=Household(), by=clerk).file_number for _ in range(2)]
    assert numbers == [f"{year}/001", f"{year}/002"]


def test_a_number_is_not_taken_outside_of_the_transaction_that_uses_it(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        take_file_numbers()


def test_reading_rights_register_nothing(auditor: Any) -> None:
    with pytest.raises(PermissionDenied):
        register_household(household=Household(), by=auditor)
    assert not Household.objects.exists()


def test_a_registration_that_fails_leaves_no_gap(clerk: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        register_household(household=Household(), head=Beneficiary(first_name="A", last_name="B"), by=clerk)
    assert register_household(household=Household(), by=clerk).file_number == "H-000001"


def test_a_file_is_found_by_its_bare_number(clerk: Any) -> None:
    households = [register_household(household=Household(), by=clerk) for _ in range(12)]
    assert list(Household.objects.search("12")) == [households[11]]


@pytest.mark.parametrize("pattern", ["H-1", "{number", "{name}-{number}", "h-{number}", "{number:099d}"])
def test_a_pattern_without_sense_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        FileNumberSeries(pattern=pattern).clean_fields()


# Constraints that hold whatever code runs


def test_only_a_member_can_be_head(db: None, make_household: Any, make_person: Any) -> None:
    household, stranger = make_household(), make_person()
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.objects.filter(pk=household.pk).update(head=stranger)
        connection.check_constraints()


def test_a_district_lies_in_its_province(db: None, make_household: Any) -> None:
    from beneficiaries.models import District, Province

    here, there = (
        Province.objects.update_or_create(plate=plate, defaults={"name": f"P{plate}"})[0] for plate in (91, 92)
    )
    district = District.objects.create(province=there, name="Uzak")
    household = make_household()
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.objects.filter(pk=household.pk).update(province=here, district=district)
        connection.check_constraints()


def test_an_identity_number_is_unique_among_living_records_only(db: None, make_person: Any) -> None:
    first = make_person(identity_number="10000000146")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(identity_number="10000000146")
    Beneficiary.objects.filter(pk=first.pk).update(status=PersonStatus.ARCHIVED)
    assert make_person(identity_number="10000000146").pk


def test_a_person_without_identity_number_needs_a_reason(db: None, make_person: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(no_identity_reason="")


# States


def test_a_household_walks_along_its_table(clerk: Any, make_household: Any) -> None:
    household = make_household(head={}, status=HouseholdStatus.DRAFT)
    change_household_state(household=household, target=HouseholdStatus.PENDING, by=clerk)
    change = change_household_state(household=household, target=HouseholdStatus.ACTIVE, by=clerk)
    household.refresh_from_db()
    assert household.status == HouseholdStatus.ACTIVE
    assert (change.source, change.target, change.by) == ("pending", "active", clerk)


@pytest.mark.parametrize("source", HouseholdStatus.values)
@pytest.mark.parametrize("target", HouseholdStatus.values)
def test_no_household_state_is_jumped(clerk: Any, make_household: Any, source: str, target: str) -> None:
    household = make_household(head={}, status=source)
    legal = target in [transition.target for transition in HOUSEHOLD_STATES.from_state(source)]
    if legal:
        change_household_state(household=household, target=target, by=clerk, reason="Komisyon kararı")
    else:
        with pytest.raises(ValidationError):
            change_household_state(household=household, target=target, by=clerk, reason="Komisyon kararı")
    household.refresh_from_db()
    assert household.status == (target if legal else source)


@pytest.mark.parametrize("source", PersonStatus.values)
@pytest.mark.parametrize("target", PersonStatus.values)
def test_no_person_state_is_jumped(clerk: Any, make_person: Any, source: str, target: str) -> None:
    person = make_person(status=source)
    legal = target in [transition.target for transition in PERSON_STATES.from_state(source)]
    if legal:
        change_person_state(person=person, target=target, by=clerk, reason="Beyan")
    else:
        with pytest.raises(ValidationError):
            change_person_state(person=person, target=target, by=clerk, reason="Beyan")
    person.refresh_from_db()
    assert person.status == (target if legal else source)


def test_a_reason_is_asked_for_where_it_matters(clerk: Any, make_household: Any) -> None:
    household = make_household(head={})
    with pytest.raises(ValidationError) as refusal:
        change_household_state(household=household, target=HouseholdStatus.SUSPENDED, by=clerk, reason="  ")
    assert "reason" in refusal.value.message_dict
    change_household_state(household=household, target=HouseholdStatus.SUSPENDED, by=clerk, reason="Adreste yok")
    household.refresh_from_db()
    assert household.status_reason == "Adreste yok"


def test_a_household_without_head_is_not_made_active(clerk: Any, make_household: Any) -> None:
    household = make_household(status=HouseholdStatus.PENDING)
    with pytest.raises(ValidationError):
        change_household_state(household=household, target=HouseholdStatus.ACTIVE, by=clerk)


def test_reading_rights_change_nothing(auditor: Any, make_household: Any) -> None:
    household = make_household(head={})
    with pytest.raises(PermissionDenied):
        change_household_state(household=household, target=HouseholdStatus.PASSIVE, by=auditor, reason="Deneme")
    with pytest.raises(PermissionDenied):
        save_household(household=household, by=auditor)
    assert not StateChange.objects.exists()


def test_a_head_is_not_retired_before_a_successor(clerk: Any, make_household: Any, make_person: Any) -> None:
    household = make_household(head={})
    son = make_person(household=household)
    with pytest.raises(ValidationError):
        change_person_state(person=household.head, target=PersonStatus.DECEASED, by=clerk, reason="Beyan")
    former = household.head
    choose_head(household=household, person=son, by=clerk)
    change_person_state(person=former, target=PersonStatus.DECEASED, by=clerk, reason="Beyan")
    household.refresh_from_db()
    assert household.head == son


# Undo


def test_the_last_change_is_taken_back_whole(clerk: Any, make_household: Any) -> None:
    household = make_household(head={}, status_reason="eski neden")
    change = change_household_state(household=household, target=HouseholdStatus.PASSIVE, by=clerk, reason="yeni neden")
    undo_state_change(change=change, by=clerk)
    household.refresh_from_db()
    assert (household.status, household.status_reason) == (HouseholdStatus.ACTIVE, "eski neden")


def test_undo_is_refused_after_something_newer(clerk: Any, make_household: Any) -> None:
    household = make_household(head={})
    first = change_household_state(household=household, target=HouseholdStatus.PASSIVE, by=clerk, reason="neden")
    change_household_state(household=household, target=HouseholdStatus.ACTIVE, by=clerk)
    with pytest.raises(ValidationError):
        undo_state_change(change=first, by=clerk)


def test_undo_is_refused_to_others_and_when_it_is_late(clerk: Any, make_user: Any, make_household: Any) -> None:
    change = change_household_state(
        household=make_household(head={}), target=HouseholdStatus.PASSIVE, by=clerk, reason="neden"
    )
    with pytest.raises(PermissionDenied):
        undo_state_change(change=change, by=make_user(role="staff"))
    StateChange.objects.filter(pk=change.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(PermissionDenied):
        undo_state_change(change=StateChange.objects.get(), by=clerk)


def test_nothing_is_undone_twice(clerk: Any, make_household: Any) -> None:
    change = change_household_state(
        household=make_household(head={}), target=HouseholdStatus.PASSIVE, by=clerk, reason="neden"
    )
    undo_state_change(change=change, by=clerk)
    with pytest.raises(PermissionDenied):
        undo_state_change(change=change, by=clerk)


# Moves


def test_a_member_moves_and_the_move_is_kept(clerk: Any, make_household: Any, make_person: Any) -> None:
    old, new = make_household(head={}), make_household(head={})
    son = make_person(household=old, relation="son")
    move = move_person(person=son, target=new, moved_on=TODAY, by=clerk, reason="Evlendi", relation="son_in_law")
    son.refresh_from_db()
    assert (son.household, son.relation) == (new, "son_in_law")
    assert (move.source, move.target, move.by) == (old, new, clerk)


def test_a_head_who_leaves_others_names_a_successor(clerk: Any, make_household: Any, make_person: Any) -> None:
    old, new = make_household(head={}), make_household(head={})
    head, wife = old.head, make_person(household=old, relation="spouse")
    with pytest.raises(ValidationError) as refusal:
        move_person(person=head, target=new, moved_on=TODAY, by=clerk)
    assert "new_head" in refusal.value.message_dict
    move_person(person=head, target=new, moved_on=TODAY, by=clerk, new_head=wife)
    old.refresh_from_db()
    head.refresh_from_db()
    assert (old.head, head.household) == (wife, new)


def test_the_last_one_out_leaves_no_head_and_heads_an_empty_household(clerk: Any, make_household: Any) -> None:
    old, new = make_household(head={}), make_household()
    person = old.head
    move_person(person=person, target=new, moved_on=TODAY, by=clerk)
    old.refresh_from_db()
    new.refresh_from_db()
    person.refresh_from_db()
    assert (old.head, new.head, person.relation) == (None, person, "self")


def test_moves_that_make_no_sense_are_refused(clerk: Any, make_household: Any, make_person: Any) -> None:
    old, archive = make_household(head={}), make_household(status=HouseholdStatus.ARCHIVED)
    son = make_person(household=old)
    for target in (old, archive):
        with pytest.raises(ValidationError):
            move_person(person=son, target=target, moved_on=TODAY, by=clerk)
    assert not HouseholdMove.objects.exists()


# Duplicates


def test_look_alikes_are_found_with_their_reasons(db: None, make_household: Any, make_person: Any) -> None:
    known = make_person(
        household=make_household(neighbourhood="Hunat"),
        first_name="Işıl",
        last_name="Kâzım",
        birth_date=date(1980, 3, 15),
        phone="+905000000001",
        identity_number="10000000146",
    )
    assert find_duplicates(identity_number="10000000146")[0].certain
    for description in (
        {"first_name": "ISIL", "last_name": "kazim", "birth_date": date(1980, 3, 15)},
        {"first_name": "isil", "last_name": "KAZIM", "birth_year": 1980},
        {"first_name": "Işıl", "last_name": "Kazım", "neighbourhood": "hunat"},
        {"phone": "+905000000001"},
    ):
        likenesses = find_duplicates(**description)
        assert [likeness.person for likeness in likenesses] == [known]
        assert not likenesses[0].certain
    assert find_duplicates(first_name="Işıl", last_name="Kâzım", birth_date=date(1981, 3, 15)) == []
    assert find_duplicates(identity_number="10000000146", exclude=known.pk) == []


# Reveal


def test_a_value_is_shown_for_a_reason_and_leaves_a_trace(clerk: Any, make_person: Any) -> None:
    from accounts.audit import history

    person = make_person(identity_number="10000000146", phone="+905321234567")
    assert reveal(row=person, field="phone", reason="Randevu için arandı", by=clerk) == "0532 123 45 67"
    entry = history(person).filter(action="view").get()
    assert entry.reason == "Randevu için arandı"
    assert entry.actor_id == clerk.pk
    with pytest.raises(ValidationError):
        reveal(row=person, field="identity_number", reason=" ", by=clerk)


def test_a_value_is_not_shown_without_the_right(auditor: Any, make_user: Any, make_person: Any) -> None:
    person = make_person(phone="+905321234567")
    with pytest.raises(PermissionDenied):
        reveal(row=person, field="phone", reason="Merak ettim", by=make_user(role="volunteer"))
