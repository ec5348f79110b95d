"""What a statement reads: never less than the truth, and for a record's page not much more."""

from typing import Any

import pytest

from accounts.models import User
from beneficiaries.models import Beneficiary, Household
from kafkasder.live.reads import reads
from kafkasder.live.readset import read_set
from kafkasder.live.topics import Topics

from ..factories import make_household, make_person, make_user

USER, GROUP, HOME, PERSON = (
    "accounts_user",
    "auth_group",
    "beneficiaries_household",
    "beneficiaries_beneficiary",
)
ONE_USER = 'SELECT "accounts_user"."id" FROM "accounts_user" WHERE "accounts_user"."id" = %s'
MEMBERS = 'SELECT "beneficiaries_beneficiary"."id" FROM "beneficiaries_beneficiary" WHERE '
OF_HOME = '"beneficiaries_beneficiary"."household_id" = %s'
MEMBERS_OF_7: dict[str, set[str] | None] = {PERSON: {"household_id=7", "+"}}
IS_X = '"beneficiaries_beneficiary"."status" = %s'
NAMED = '"beneficiaries_beneficiary"."id" IN (%s, %s)'
BY_AGE = ' ORDER BY "beneficiaries_beneficiary"."birth_date" ASC'


class Shown:
    """An answer whose columns are known."""

    def __init__(self, *columns: set[str] | None) -> None:
        self.columns = columns

    def column(self, index: int, name: str) -> frozenset[str] | None:
        values = self.columns[index] if index < len(self.columns) else None
        return None if values is None else frozenset(values)


def topics(rows: dict[str, set[str] | None]) -> Topics:
    return Topics({table: None if names is None else frozenset(names) for table, names in rows.items()})


@pytest.mark.parametrize(
    ("sql", "params", "shown", "read"),
    [
        ('SELECT * FROM "accounts_user"', [], [{"1"}], {USER: None}),
        (ONE_USER, [5], [{"5"}], {USER: {"id=5"}}),
        (ONE_USER + " LIMIT 21", [5], [{"5"}], {USER: {"id=5"}}),
        (ONE_USER + " LIMIT 21", [5], [set()], {USER: {"id=5", "+"}}),  # a row that is missing may come
        (ONE_USER + " LIMIT 21", [5], [None], {USER: {"id=5", "+"}}),
        (ONE_USER.replace("= %s", "IN (%s, %s)"), [5, 6], [{"5", "6"}], {USER: {"id=5", "id=6"}}),
        (ONE_USER.replace("= %s", "IN (%s, %s)"), [5, 6], [{"6"}], {USER: {"id=5", "id=6", "+"}}),
        (ONE_USER + ' AND "accounts_user"."is_active"', [5], [{"5"}], {USER: {"id=5"}}),
        (ONE_USER + ' AND "accounts_user"."is_active"', [5], [set()], {USER: {"id=5", "+"}}),
        (ONE_USER + ' OR "accounts_user"."is_active"', [5], [{"5"}], {USER: None}),
        (ONE_USER.replace("WHERE", "WHERE NOT"), [5], [{"5"}], {USER: None}),
        (ONE_USER.replace("WHERE ", "WHERE NOT (") + ")", [5], [{"5"}], {USER: None}),
        (ONE_USER.replace("= %s", "> %s"), [5], [{"5"}], {USER: None}),
        (ONE_USER.replace("= %s", "= %s + 1"), [5], [{"5"}], {USER: None}),
        (ONE_USER.replace('."id" =', '."email" ='), ["x"], [{"5"}], {USER: None}),
        (ONE_USER.replace("SELECT", "SELECT (SELECT max(id) FROM accounts_user),"), [5], [{"5"}], {USER: None}),
        (ONE_USER.replace('"accounts_user"."id" FROM', "COUNT(*) FROM"), [5], [{"1"}], {USER: {"id=5", "+"}}),
        (ONE_USER + " UNION SELECT 1", [5], [{"5"}], {USER: None}),
        (MEMBERS + OF_HOME, [7], [{"1"}], MEMBERS_OF_7),
        (MEMBERS + OF_HOME + BY_AGE, [7], [], MEMBERS_OF_7),
        (MEMBERS + f"({OF_HOME} OR {NAMED})", [7, 1, 2], [], {PERSON: {"household_id=7", "id=1", "id=2", "+"}}),
        (MEMBERS + f"({IS_X} AND {OF_HOME})", ["x", 7], [], MEMBERS_OF_7),
        (MEMBERS + f"({IS_X} AND ({OF_HOME} OR {OF_HOME}))", ["x", 7, 7], [], MEMBERS_OF_7),
        (MEMBERS + f"({IS_X} OR {OF_HOME})", ["x", 7], [], {PERSON: None}),
        (MEMBERS + f"NOT ({IS_X}) AND {OF_HOME}", ["x", 7], [], MEMBERS_OF_7),
        (MEMBERS + f'UPPER("a"."b" || %s) = %s AND {OF_HOME}', ["x", "y", 7], [], MEMBERS_OF_7),
        (MEMBERS + f'("a"."b" - %s) = %s AND {OF_HOME}', ["x", "y", 7], [], MEMBERS_OF_7),
        (MEMBERS + f"CASE WHEN true AND {OF_HOME} AND true THEN 1 END = %s", [7, 1], [], {PERSON: None}),
        (MEMBERS + f'"a"."b" BETWEEN %s AND {OF_HOME}', [7, 1], [], {PERSON: None}),
        (MEMBERS + f"({OF_HOME}", [7], [], {PERSON: None}),
        (MEMBERS + f"{OF_HOME} AND 'a' = %s", [7, "a"], [], {PERSON: None}),
        (
            'SELECT * FROM "accounts_user" INNER JOIN "auth_group" ON (true) WHERE "accounts_user"."id" = %s',
            [5],
            [{"5"}],
            {USER: None, GROUP: None},
        ),
        ("select * from accounts_user u, auth_group g", [], [], {USER: None, GROUP: None}),
        ("WITH x AS (SELECT * FROM auth_group) SELECT 1 FROM x", [], [], {GROUP: None, "x": None}),
        ("SELECT 1 WHERE EXISTS (SELECT 1 FROM public.auth_group)", [], [], {GROUP: None}),
        ("SELECT * FROM a_table_without_model", [], [], {"a_table_without_model": None}),
        ("SELECT 1", [], [], {}),
    ],
)
def test_read(sql: str, params: list[object], shown: list[Any], read: dict[str, set[str] | None]) -> None:
    assert reads(sql, params, Shown(*shown)) == topics(read)


JOINED = (
    'SELECT "beneficiaries_household"."id", "accounts_user"."id", COALESCE(%s, "x"."y") FROM "beneficiaries_household"'
    ' {} JOIN "accounts_user" ON ("beneficiaries_household"."assigned_to_id" = "accounts_user"."id") WHERE '
    '"beneficiaries_household"."id" = %s'
)


@pytest.mark.parametrize(
    ("sql", "users"),
    [
        (JOINED.format("LEFT OUTER"), {"id=3"}),
        (JOINED.format("INNER"), {"id=3"}),
        (JOINED.format("INNER") + ' AND "accounts_user"."is_active"', None),  # it decides what is found
        (JOINED.format("INNER") + ' ORDER BY "accounts_user"."id" ASC LIMIT 5', None),
        (JOINED.format("INNER") + ' ORDER BY "accounts_user"."id" ASC', {"id=3"}),
        (JOINED.format("INNER") + " GROUP BY 1", None),
        (JOINED.format("LEFT OUTER").replace(' "accounts_user"."id",', ' "accounts_user"."email",'), None),
        (JOINED.format("INNER").replace('to_id" = "accounts_user"."id"', '" = "accounts_user"."home"'), None),
    ],
)
def test_what_a_joined_table_was_read_of(sql: str, users: set[str] | None) -> None:
    read = reads(sql, ["x", 9], Shown({"9"}, {"3"}))
    assert read.rows[USER] == (None if users is None else frozenset(users))


@pytest.mark.django_db
def test_the_rows_of_a_page_as_django_asks_for_them() -> None:
    user = make_user()
    household = make_household(head={"first_name": "Ayşe"}, assigned_to=user)
    person = make_person(household)
    with read_set() as read:
        found = Household.objects.select_related("assigned_to", "head").get(pk=household.pk)
        list(found.members.select_related("household").order_by("household__created_at"))
        Beneficiary.objects.get(pk=person.pk)
        User.objects.filter(pk=user.pk).exists()
    assert read == topics(
        {
            HOME: {f"id={household.pk}"},
            PERSON: {f"id={household.head_id}", f"id={person.pk}", f"household_id={household.pk}", "+"},
            USER: {f"id={user.pk}", "+"},
        }
    )


@pytest.mark.parametrize(
    ("changed", "read", "touched"),
    [
        ({USER: None}, {USER: None}, True),
        ({USER: None}, {USER: {"id=5"}}, True),
        ({USER: {"id=5"}}, {USER: None}, True),
        ({USER: {"id=5"}}, {USER: {"id=5", "id=6"}}, True),
        ({USER: {"id=7"}}, {USER: {"id=5", "id=6"}}, False),
        ({USER: {"+"}}, {USER: {"id=5", "+"}}, True),
        ({USER: {"+"}}, {USER: {"id=5"}}, False),
        ({USER: set()}, {USER: None}, True),
        ({GROUP: None}, {USER: None}, False),
    ],
)
def test_touches(changed: dict[str, set[str] | None], read: dict[str, set[str] | None], touched: bool) -> None:
    assert topics(changed).touches(topics(read)) is touched
