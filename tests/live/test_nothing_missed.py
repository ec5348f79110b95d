"""Every read against every write: whenever the answer changes, the change touches what was read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from accounts.models import AuditEntry, User
from beneficiaries.models import Beneficiary, BudgetLine, Household
from kafkasder.live.readset import read_set, snapshot
from kafkasder.live.topics import Topics

from ..factories import make_household, make_person, make_user
from .bench import heard_while

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class World:
    """Two households, each with two people, somebody's own, and something in the budget."""

    users: list[User]
    homes: list[Household]
    people: list[Beneficiary]
    next_line: int


@pytest.fixture
def world(transactional_db: None) -> World:
    users = [make_user(full_name=name) for name in ("Ayşe", "Baran")]
    homes = [make_household(head={"first_name": "Zehra"}, assigned_to=user) for user in users]
    people = [make_person(home, first_name="Cem") for home in homes]
    lines = [BudgetLine.objects.create(household=home, kind="income", source="wage", amount=1) for home in homes]
    return World(users, homes, people, next_line=lines[-1].pk + 1)


HOMES, PEOPLE, USERS = Household.objects, Beneficiary.objects, User.objects
HOME, PERSON, USER = '"beneficiaries_household"', '"beneficiaries_beneficiary"', '"accounts_user"'


def _with_users(world: World) -> Any:
    return PEOPLE.select_related("household__assigned_to").filter(household__in=world.homes)


def _members_in_sql(world: World, more: str, *params: Any) -> list[Any]:
    """The keys of people, households and users, asked for as Django asks, but with an end of somebody's own."""
    return _ask(
        f'SELECT {PERSON}."id", {HOME}."id", {USER}."id" FROM {PERSON}'
        f' INNER JOIN {HOME} ON ({PERSON}."household_id" = {HOME}."id")'
        f' LEFT OUTER JOIN {USER} ON ({HOME}."assigned_to_id" = {USER}."id")'
        f' WHERE {PERSON}."household_id" IN (%s, %s){more}',
        *(home.pk for home in world.homes),
        *params,
    )


def _ask(sql: str, *params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _write(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


READS: dict[str, Callable[[World], Iterable[Any]]] = {
    "a row": lambda w: HOMES.filter(pk=w.homes[0].pk),
    "rows": lambda w: HOMES.filter(pk__in=[home.pk for home in w.homes]),
    "a row that is not there yet": lambda w: PEOPLE.filter(pk=w.people[-1].pk + 1),
    "a row if it is active": lambda w: PEOPLE.filter(pk=w.people[0].pk, status="active"),
    "whether a row is active": lambda w: [PEOPLE.filter(pk=w.people[0].pk, status="active").exists()],
    "how many rows": lambda w: [PEOPLE.filter(pk__in=[person.pk for person in w.people]).count()],
    "a row with those it points at": lambda w: (
        HOMES.select_related("head", "assigned_to")
        .filter(pk=w.homes[0].pk)
        .values("head__first_name", "assigned_to__full_name", "pk", "head__pk", "assigned_to__pk")
    ),
    "a row and what it points at, without keys": lambda w: HOMES.filter(pk=w.homes[0].pk).values(
        "head__first_name", "assigned_to__full_name"
    ),
    "a row if what it points at is so": lambda w: HOMES.select_related("assigned_to").filter(
        pk=w.homes[0].pk, assigned_to__full_name="Ayşe"
    ),
    "members": lambda w: PEOPLE.filter(household=w.homes[0]),
    "members, with the household": lambda w: (
        PEOPLE.select_related("household")
        .filter(household=w.homes[0])
        .values("first_name", "household__neighbourhood", "household__pk")
    ),
    "active members": lambda w: PEOPLE.filter(household=w.homes[0], status="active"),
    "the first member": lambda w: PEOPLE.filter(household=w.homes[0]).order_by("first_name", "pk")[:1],
    "the first by whose it is": lambda w: (
        PEOPLE.filter(household__in=w.homes)
        .order_by("household__assigned_to__full_name", "pk")[:1]
        .values("pk", "household__pk", "household__assigned_to__pk", "household__assigned_to__full_name")
    ),
    "members if it is somebody's of that name": lambda w: PEOPLE.filter(
        Q(household__assigned_to__full_name="Baran") | Q(first_name="Nobody"), household=w.homes[0]
    ).values("pk", "household__pk", "household__assigned_to__pk"),
    "a person if it is somebody's of that name": lambda w: PEOPLE.select_related("household__assigned_to").filter(
        Q(household__assigned_to__full_name="Baran") | Q(first_name="Nobody"), pk=w.people[0].pk
    ),
    "a row if it is to be somebody's of that name": lambda w: HOMES.select_related("assigned_to").filter(
        pk=w.homes[0].pk, assigned_to__full_name="Zzz"
    ),
    "members, or whoever is passive": lambda w: PEOPLE.filter(Q(household=w.homes[1]) | Q(status="passive")),
    "a line that is not there yet": lambda w: BudgetLine.objects.filter(pk=w.next_line).values("pk"),
    "how many members": lambda w: [PEOPLE.filter(household=w.homes[0]).count()],
    "members of either": lambda w: PEOPLE.filter(Q(household=w.homes[0]) | Q(pk=w.people[1].pk)),
    "all but the members": lambda w: PEOPLE.exclude(household=w.homes[0]),
    "households with a count": lambda w: HOMES.filter(pk=w.homes[0].pk).annotate(n=Count("members")).values("pk", "n"),
    "households that have an active member": lambda w: HOMES.filter(
        Exists(PEOPLE.filter(household=OuterRef("pk"), status="active")), pk=w.homes[0].pk
    ),
    "households of a member": lambda w: HOMES.filter(members__first_name="Cem", pk=w.homes[0].pk).values("pk"),
    "somebody's households": lambda w: HOMES.filter(assigned_to=w.users[0]),
    "nobody's households": lambda w: HOMES.filter(assigned_to=None),
    "heads": lambda w: PEOPLE.filter(household=w.homes[0], household__head=F("pk")),
    "members and whose they are": lambda w: PEOPLE.filter(household=w.homes[0]).values(
        "pk", "household__pk", "household__assigned_to__full_name", "household__assigned_to__pk"
    ),
    "the budget": lambda w: w.homes[0].budget_lines.values("amount"),
    "what was done": lambda w: AuditEntry.objects.filter(
        Q(table_name="beneficiaries_household", row_pk=str(w.homes[0].pk))
        | Q(table_name="beneficiaries_beneficiary", row_pk__in=[str(w.people[0].pk)])
    ).values("changes"),
    "what somebody did": lambda w: AuditEntry.objects.filter(actor=None).values("pk"),
    "everything": lambda w: PEOPLE.order_by("pk").values("first_name", "household"),
    "prefetched": lambda w: [
        (home.pk, [person.first_name for person in home.members.all()])
        for home in HOMES.filter(pk=w.homes[0].pk).prefetch_related("members")
    ],
    "roles": lambda w: w.users[0].groups.values("name"),
    "all but the first by whose it is": lambda w: _with_users(w).order_by("household__assigned_to__full_name", "pk")[
        3:
    ],
    "one of each name": lambda w: (
        _with_users(w).order_by("household__assigned_to__full_name", "pk").distinct("household__assigned_to__full_name")
    ),
    "one of each status by whose it is": lambda w: (
        _with_users(w).order_by("status", "household__assigned_to__full_name", "pk").distinct("status")
    ),
    "the first by a name in small letters": lambda w: (
        _with_users(w).annotate(name=Lower("household__assigned_to__full_name")).order_by("name", "pk")[:1]
    ),
    "with a cursor of the server's": lambda w: [
        (home.head.first_name, home.assigned_to.full_name)
        for home in HOMES.select_related("head", "assigned_to")
        .filter(pk__in=[home.pk for home in w.homes], head__isnull=False, assigned_to__isnull=False)
        .order_by("pk")
        .iterator(chunk_size=10)
    ],
    "a question in small letters": lambda w: (
        HOMES.filter(pk=w.homes[0].pk)
        .annotate(n=RawSQL("(select count(*) from beneficiaries_beneficiary where status = %s)", ("active",)))
        .values("pk", "n")
    ),
    "joiners in small letters": lambda w: (
        PEOPLE.extra(
            where=[f'{PERSON}."id" = %s AND true or {PERSON}."status" = %s'], params=[w.people[1].pk, "passive"]
        )
        .order_by("pk")
        .values("pk", "first_name")
    ),
    "capitals": lambda w: _ask("SELECT ID, FIRST_NAME FROM BENEFICIARIES_BENEFICIARY ORDER BY ID"),
    "a key as text": lambda w: _ask(
        f'SELECT {HOME}."id", {HOME}."neighbourhood" FROM {HOME} WHERE {HOME}."id" = %s', f" {w.homes[0].pk}"
    ),
    "a key with a point": lambda w: _ask(
        f'SELECT {PERSON}."id" FROM {PERSON} WHERE {PERSON}."household_id" = %s ORDER BY 1', float(w.homes[0].pk)
    ),
    "as many as a parameter says": lambda w: _members_in_sql(w, f' ORDER BY {USER}."full_name", 1 LIMIT %s', 1),
    "the first in other words": lambda w: _members_in_sql(
        w, f' ORDER BY {USER}."full_name", 1 FETCH FIRST 1 ROWS ONLY'
    ),
    "the first by a bare column": lambda w: _members_in_sql(w, ' ORDER BY "theme", 1 LIMIT 1'),
    "a bare column": lambda w: _members_in_sql(w, " AND neighbourhood = %s", "Yenice"),
}


def _save(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


WRITES: dict[str, Callable[[World], Any]] = {
    "a row is saved": lambda w: _save(w.people[0], first_name="Deniz"),
    "a column is saved": lambda w: (
        setattr(w.people[0], "first_name", "Deniz"),
        w.people[0].save(update_fields=["first_name"]),
    ),
    "a household is saved": lambda w: _save(w.homes[0], neighbourhood="Yenice"),
    "a row comes": lambda w: make_person(w.homes[0], first_name="Elif"),
    "a row comes elsewhere": lambda w: make_person(w.homes[1], first_name="Elif"),
    "rows come": lambda w: BudgetLine.objects.bulk_create(
        [BudgetLine(household=home, kind="income", source="daily", amount=2) for home in w.homes]
    ),
    "rows come whose keys nobody is told": lambda w: BudgetLine.objects.bulk_create(
        [BudgetLine(household=w.homes[1], kind="income", source="daily", amount=2)], ignore_conflicts=True
    ),
    "a row goes": lambda w: w.people[0].delete(),
    "rows go": lambda w: PEOPLE.filter(pk__in=[person.pk for person in w.people]).delete(),
    "a row moves in": lambda w: _save(w.people[1], household=w.homes[0]),
    "a row moves out": lambda w: PEOPLE.filter(pk=w.people[0].pk).update(household=w.homes[1]),
    "many rows move": lambda w: (
        PEOPLE.filter(household=w.homes[0]).exclude(pk=w.homes[0].head_id).update(household=w.homes[1])
    ),
    "rows are updated by key": lambda w: PEOPLE.filter(pk__in=[person.pk for person in w.people]).update(
        status="passive"
    ),
    "one becomes passive": lambda w: PEOPLE.filter(pk=w.people[0].pk).update(status="passive"),
    "rows are updated in bulk": lambda w: PEOPLE.bulk_update(
        [_with(person, first_name="Fatma") for person in w.people], ["first_name"]
    ),
    "a head changes": lambda w: HOMES.filter(pk=w.homes[0].pk).update(head=w.people[0]),
    "a head's name changes": lambda w: PEOPLE.filter(pk=w.homes[0].head_id).update(first_name="Gül"),
    "it is given away": lambda w: HOMES.filter(pk=w.homes[0].pk).update(assigned_to=w.users[1]),
    "it is given to nobody": lambda w: HOMES.filter(pk=w.homes[0].pk).update(assigned_to=None),
    "a user is renamed": lambda w: USERS.filter(pk=w.users[0].pk).update(full_name="Zzz"),
    "another user is renamed": lambda w: USERS.filter(pk=w.users[1].pk).update(full_name="Aaa"),
    "a role is given": lambda w: w.users[0].groups.add(w.users[0].groups.model.objects.create(name="yeni")),
    "the budget is emptied": lambda w: w.homes[0].budget_lines.all().delete(),
    "another user likes it dark": lambda w: USERS.filter(pk=w.users[1].pk).update(theme="dark"),
    "another user is called the same": lambda w: USERS.filter(pk=w.users[1].pk).update(full_name="Ayşe"),
    "a row comes by a function": lambda w: BudgetLine.objects.create(
        household_id=Func(Value(-w.homes[0].pk), function="abs", output_field=IntegerField()),
        kind="income",
        source="daily",
        amount=2,
    ),
    "a row moves, in SQL without quotes": lambda w: _write(
        f'UPDATE {PERSON} SET household_id = %s WHERE {PERSON}."id" = %s', w.homes[1].pk, w.people[0].pk
    ),
    "a row moves, in SQL with brackets": lambda w: _write(
        f'UPDATE {PERSON} SET ("household_id", "status") = (%s, %s) WHERE {PERSON}."id" = %s',
        w.homes[1].pk,
        "active",
        w.people[0].pk,
    ),
    "a row is updated by a key as text": lambda w: _write(
        f'UPDATE {HOME} SET "neighbourhood" = %s WHERE {HOME}."id" = %s', "Yenice", f"0{w.homes[0].pk}"
    ),
    "everybody is updated in capitals": lambda w: _write("UPDATE BENEFICIARIES_BENEFICIARY SET FIRST_NAME = %s", "Q"),
    "two tables are emptied": lambda w: _write('TRUNCATE "accounts_user_groups", "beneficiaries_budgetline"'),
    "what points at a table is emptied": lambda w: _write('TRUNCATE "beneficiaries_household" CASCADE'),
}


def _with(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _answer(read: Callable[[World], Iterable[Any]], world: World) -> str:
    return str(_plain(read(world)))


def _plain(found: Iterable[Any]) -> list[Any]:
    return [
        {key: value for key, value in vars(row).items() if key != "_state"} if hasattr(row, "_meta") else row
        for row in found
    ]


@pytest.mark.parametrize("write", WRITES)
def test_nothing_is_missed(write: str, world: World) -> None:
    before: dict[str, tuple[Topics, str]] = {}
    for name, read in READS.items():
        with snapshot(), read_set() as topics:
            answer = _answer(read, world)
        before[name] = topics, answer
    changes = heard_while(lambda: WRITES[write](world))
    for name, (topics, answer) in before.items():
        with snapshot():
            now = _answer(READS[name], world)
        if now != answer:
            assert changes.touches(topics), f"{name} after {write}: {changes} does not touch {topics}"


def test_what_has_nothing_to_do_with_a_record_touches_it_not(world: World) -> None:
    """Else all would be coarse, and the test before this one would hold for nothing."""
    near = {home.pk for home in world.homes} | {person.pk for person in PEOPLE.all()}
    # Entries of the trail are told by the key of their row alone: what comes has one that none of these has.
    while world.users[1].pk in near:
        world.users[1] = make_user(full_name="Baran")
    _write("SELECT setval(pg_get_serial_sequence('beneficiaries_beneficiary', 'id'), %s)", max(near) + 1)
    with read_set() as topics:
        list(PEOPLE.select_related("household").filter(household=world.homes[0]))
        list(HOMES.select_related("head", "assigned_to").filter(pk=world.homes[0].pk))
        list(READS["what was done"](world))
        list(READS["the budget"](world))
    for write in ("a row comes elsewhere", "another user is renamed"):
        assert not heard_while(lambda write=write: WRITES[write](world)).touches(topics), write
