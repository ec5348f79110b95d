"""Which rows a write touches: all names that they had and have, so that whoever read by one of them is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from beneficiaries.models import Beneficiary, BudgetLine, Household
from kafkasder.live.topics import MANY, Topics
from kafkasder.live.writes import write_of

from ..factories import make_household, make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True)

HOME, PERSON, TRAIL = "beneficiaries_household", "beneficiaries_beneficiary", "accounts_auditentry"


@pytest.fixture
def one(heard: list[Topics]) -> Household:
    return make_household(head={"first_name": "Ayşe"})


@pytest.fixture
def two(one: Household, heard: list[Topics]) -> Household:
    home = make_household(head={"first_name": "Baran"})
    heard.clear()
    return home


def in_transaction(work: Callable[[], Any], heard: list[Topics]) -> Topics:
    heard.clear()
    with transaction.atomic():
        work()
    (change,) = heard
    return change


def test_who_comes_is_called_by_key_and_household(one: Household, heard: list[Topics]) -> None:
    heard.clear()
    person = make_person(one)
    assert heard[-1].rows[PERSON] == {f"id={person.pk}", f"household_id={one.pk}"}
    assert heard[-1].rows[TRAIL] == {f"row_pk={person.pk}"}


def test_who_moves_is_called_by_both_households(one: Household, two: Household, heard: list[Topics]) -> None:
    person = make_person(one)
    person.household = two
    change = in_transaction(person.save, heard)
    assert change.rows[PERSON] == {f"id={person.pk}", f"household_id={one.pk}", f"household_id={two.pk}"}


def test_a_move_outside_of_a_transaction_touches_both_households(
    one: Household, two: Household, heard: list[Topics]
) -> None:
    person = make_person(one)
    heard.clear()
    Beneficiary.objects.filter(pk=person.pk).update(household=two)
    for home in (one, two):
        assert heard[-1].touches(Topics({PERSON: frozenset({f"household_id={home.pk}"})}))


def test_who_stays_is_called_by_the_household(one: Household, heard: list[Topics]) -> None:
    person = make_person(one)
    person.first_name = "Zeynep"
    change = in_transaction(lambda: person.save(update_fields=["first_name"]), heard)
    assert change.rows[PERSON] == {f"id={person.pk}", f"household_id={one.pk}"}


def test_who_goes_is_called_by_the_household(one: Household, heard: list[Topics]) -> None:
    person = make_person(one)
    key = person.pk
    change = in_transaction(person.delete, heard)
    assert change.rows[PERSON] == {f"id={key}", f"household_id={one.pk}"}


def test_many_at_once(one: Household, two: Household, heard: list[Topics]) -> None:
    people = [make_person(home) for home in (one, two, two)]
    names = {f"id={person.pk}" for person in people} | {f"household_id={home.pk}" for home in (one, two)}
    keys = [person.pk for person in people]
    change = in_transaction(lambda: Beneficiary.objects.filter(pk__in=keys).update(first_name="x"), heard)
    assert change.rows[PERSON] == names
    for person in people:
        person.first_name = "y"
    change = in_transaction(lambda: Beneficiary.objects.bulk_update(people, ["first_name"]), heard)
    assert change.rows[PERSON] == names


def test_rows_that_come_together(one: Household, two: Household, heard: list[Topics]) -> None:
    lines = [BudgetLine(household=home, kind="income", source="wage", amount=1) for home in (one, two)]
    change = in_transaction(lambda: BudgetLine.objects.bulk_create(lines), heard)
    assert change.rows["beneficiaries_budgetline"] == {
        *(f"id={line.pk}" for line in lines),
        *(f"household_id={home.pk}" for home in (one, two)),
    }


def test_a_key_to_nobody_is_no_name(one: Household, heard: list[Topics]) -> None:
    change = in_transaction(lambda: Household.objects.filter(pk=one.pk).update(assigned_to=None), heard)
    assert not any(name.startswith("assigned_to_id") for name in change.rows[HOME] or ())


def test_what_is_given_to_somebody_is_called_by_both(one: Household, heard: list[Topics]) -> None:
    before, after = make_user(), make_user()
    Household.objects.filter(pk=one.pk).update(assigned_to=before)
    change = in_transaction(lambda: Household.objects.filter(pk=one.pk).update(assigned_to=after), heard)
    assert {f"assigned_to_id={before.pk}", f"assigned_to_id={after.pk}"} <= (change.rows[HOME] or frozenset())


def test_a_rights_trail_is_called_by_the_user(heard: list[Topics]) -> None:
    user = make_user()
    heard.clear()
    user.groups.add(user.groups.model.objects.create(name="yeni"))
    assert f"row_pk={user.pk}" in (heard[-1].rows[TRAIL] or {f"row_pk={user.pk}"})


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE "accounts_user" SET "title" = %s; DELETE FROM "accounts_user" WHERE "accounts_user"."id" = %s',
        'UPDATE "accounts_user" SET "id" = %s WHERE "accounts_user"."id" = %s',
        'UPDATE "accounts_user" SET "title" = %s WHERE "accounts_user"."id" > %s',
        'UPDATE "accounts_user" SET "title" = %s WHERE "accounts_user"."id" = %s OR true',
        'UPDATE "accounts_user" SET "title" = %s WHERE "accounts_user"."email" = %s',
        'UPDATE "a_table_without_model" SET "a" = %s WHERE "a_table_without_model"."id" = %s',
        f'DELETE FROM "accounts_user" WHERE "accounts_user"."id" IN ({", ".join(["%s"] * (MANY + 1))})',
        'INSERT INTO "accounts_user" ("title") SELECT "x" FROM "y"',
        'INSERT INTO "accounts_user" ("title") VALUES (%s) ON CONFLICT("id") DO UPDATE SET "title" = EXCLUDED."title"',
        'INSERT INTO "accounts_user" ("title", "id") VALUES (%s, DEFAULT)',
        'INSERT INTO "accounts_user" ("title", "id") VALUES (%s)',
        'INSERT INTO "accounts_user" ("title") VALUES (%s), (upper(%s))',
    ],
)
def test_what_is_not_understood_touches_the_table(sql: str) -> None:
    assert write_of(sql) is None


def test_nobody_else_gets_between_the_look_and_the_update(one: Household, two: Household, heard: list[Topics]) -> None:
    """The row is locked by the look: who moves it at the same time waits, and is called by where it was then."""
    three = make_household(head={"first_name": "Cem"})
    person = make_person(one)
    looked, go = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            Beneficiary.objects.filter(pk=person.pk).update(household=two)
            looked.set()
            go.wait(5)
        connection.close()

    def second() -> None:
        looked.wait(5)
        with transaction.atomic():
            Beneficiary.objects.filter(pk=person.pk).update(household=three)
        connection.close()

    heard.clear()
    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    looked.wait(5)
    go.set()
    for thread in threads:
        thread.join(10)
    assert [change.rows[PERSON] for change in heard] == [
        {f"id={person.pk}", f"household_id={one.pk}", f"household_id={two.pk}"},
        {f"id={person.pk}", f"household_id={two.pk}", f"household_id={three.pk}"},
    ]
