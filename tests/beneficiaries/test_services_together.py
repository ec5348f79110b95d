"""Two who use the registry's verbs at once, on real connections, do no harm."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from beneficiaries.models import Beneficiary, Household, HouseholdMove, StateChange
from beneficiaries.services import (
    change_household_state,
    move_person,
    register_household,
    undo_state_change,
)
from beneficiaries.states import HouseholdStatus

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 11, 20)


def in_parallel(*jobs: Callable[[], Any]) -> Iterator[Any]:
    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Exception as error:  # the test judges it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        yield from pool.map(run, jobs)


def test_parallel_registrations_take_consecutive_numbers(make_user: Any) -> None:
    clerk = make_user(role="staff")
    jobs = [
        lambda: register_household(
            household=Household(),
            head=Beneficiary(first_name="Ayşe", last_name="Yılmaz", no_identity_reason="unknown"),
            by=clerk,
        )
    ] * 12
    numbers = sorted(household.file_number for household in in_parallel(*jobs))
    assert numbers == [f"H-{number:06d}" for number in range(1, 13)]


def test_opposite_moves_neither_wait_for_ever_nor_break_a_household(
    make_user: Any, make_household: Any, make_person: Any
) -> None:
    clerk = make_user(role="staff")
    left, right = make_household(head={}), make_household(head={})
    pairs = [(make_person(household=left), right), (make_person(household=right), left)] * 1
    results = list(
        in_parallel(
            *[
                lambda person=person, target=target: move_person(person=person, target=target, moved_on=TODAY, by=clerk)
                for person, target in pairs
            ]
        )
    )
    assert [type(result) for result in results] == [HouseholdMove, HouseholdMove]


def test_of_two_moves_of_one_person_none_breaks(make_user: Any, make_household: Any, make_person: Any) -> None:
    clerk = make_user(role="staff")
    person = make_person(household=make_household(head={}))
    targets = [make_household(head={}) for _ in range(4)]
    results = list(
        in_parallel(
            *[
                lambda target=target: move_person(person=person, target=target, moved_on=TODAY, by=clerk)
                for target in targets
            ]
        )
    )
    assert {type(result) for result in results} <= {HouseholdMove, ValidationError}
    moves = list(HouseholdMove.objects.order_by("pk"))
    assert [move.source for move in moves[1:]] == [move.target for move in moves[:-1]]
    person.refresh_from_db()
    assert person.household == moves[-1].target


def test_of_two_equal_changes_of_state_one_is_refused(make_user: Any, make_household: Any) -> None:
    clerk = make_user(role="staff")
    household = make_household(head={})

    def suspend() -> StateChange:
        return change_household_state(household=household, target=HouseholdStatus.SUSPENDED, by=clerk, reason="neden")

    results = list(in_parallel(suspend, suspend))
    assert sorted(type(result).__name__ for result in results) == ["IllegalTransition", "StateChange"]
    assert StateChange.objects.count() == 1


def test_of_two_undos_one_is_refused(make_user: Any, make_household: Any) -> None:
    clerk = make_user(role="staff")
    change = change_household_state(
        household=make_household(head={}), target=HouseholdStatus.PASSIVE, by=clerk, reason="neden"
    )
    results = list(in_parallel(*[lambda: undo_state_change(change=change, by=clerk)] * 2))
    assert sorted(type(result).__name__ for result in results) == ["PermissionDenied", "StateChange"]
