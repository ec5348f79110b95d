"""Every write through Django is announced once, on commit, and a write that was rolled back never."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction

from kafkasder import live
from kafkasder.core.totals import Totals
from kafkasder.live import changes, post
from kafkasder.live.topics import MANY, Topics

from ..factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_groups")]

GROUPS = "auth_group"


@pytest.fixture
def group(heard: list[Topics]) -> Group:
    group = Group.objects.create(name="one")
    heard.clear()
    return group


def sql(statement: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def copy_groups() -> None:
    with connection.cursor() as cursor, cursor.copy("COPY auth_group (name) FROM STDIN") as copy:
        copy.write_row(["copied"])


def copy_out(statement: str) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        list(copy)


def many_rows() -> None:
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO auth_group (name) VALUES (%s)", [["x"], ["y"]])


@pytest.mark.parametrize(
    ("write", "rows"),
    [
        pytest.param(lambda: Group.objects.create(name="two"), "new", id="a new row"),
        pytest.param(lambda: Group.objects.get().save(), "the group", id="save"),
        pytest.param(lambda: Group.objects.get().delete(), "the group", id="delete"),
        pytest.param(
            lambda: Group.objects.filter(pk=Group.objects.get().pk).update(name="x"), "the group", id="update one"
        ),
        pytest.param(lambda: Group.objects.update(name="x"), "all", id="update all"),
        pytest.param(lambda: Group.objects.filter(name="one").update(name="x"), "all", id="update some"),
        pytest.param(lambda: Group.objects.filter(name="one").delete(), "the group", id="delete some"),
        pytest.param(lambda: Group.objects.bulk_create([Group(name="a"), Group(name="b")]), "new", id="bulk create"),
        pytest.param(
            lambda: Group.objects.bulk_create(
                [Group(name="one")], update_conflicts=True, unique_fields=["name"], update_fields=["name"]
            ),
            "all",
            id="upsert",
        ),
        pytest.param(lambda: Group.objects.bulk_update(Group.objects.all(), ["name"]), "the group", id="bulk update"),
        pytest.param(lambda: sql("update auth_group set name = %s", ["x"]), "all", id="raw"),
        pytest.param(lambda: sql("-- why\nDELETE FROM auth_group"), "all", id="raw with a comment"),
        pytest.param(lambda: sql("SELECT 1; UPDATE auth_group SET name = 'x'"), "all", id="two statements"),
        pytest.param(
            lambda: sql("WITH x AS (UPDATE auth_group SET name = 'x' RETURNING 1) SELECT * FROM x"), "all", id="CTE"
        ),
        pytest.param(lambda: sql('TRUNCATE TABLE "auth_group" CASCADE'), "all", id="truncate"),
        pytest.param(many_rows, "all", id="executemany"),
        pytest.param(copy_groups, "all", id="COPY"),
        pytest.param(lambda: live.touch(GROUPS), "all", id="by hand"),
    ],
)
def test_a_write_is_announced(write: Any, rows: str, group: Group, heard: list[Topics]) -> None:
    with transaction.atomic():
        write()
        assert not heard, "announced before the commit"
    (change,) = heard
    if rows == "new":
        keys = Group.objects.exclude(pk=group.pk).values_list("pk", flat=True)
        assert change.rows[GROUPS] == {f"id={key}" for key in keys}
    else:
        assert change.rows[GROUPS] == ({f"id={group.pk}"} if rows == "the group" else None)


@pytest.mark.parametrize("write", [lambda: Group.objects.create(name="two"), copy_groups, lambda: live.touch(GROUPS)])
def test_without_a_transaction_a_write_is_announced_at_once(write: Any, heard: list[Topics]) -> None:
    write()
    assert [GROUPS in change.tables() for change in heard] == [True]


def test_many_to_many(group: Group, heard: list[Topics]) -> None:
    group.permissions.add(Permission.objects.first())  # type: ignore[arg-type]
    assert "auth_group_permissions" in heard[-1].tables()
    heard.clear()
    group.permissions.clear()
    assert "auth_group_permissions" in heard[-1].tables()


@pytest.mark.parametrize(
    "read",
    [
        lambda: list(Group.objects.all()),
        lambda: list(Group.objects.select_for_update()),
        lambda: copy_out("COPY auth_group TO STDOUT"),
        lambda: copy_out("COPY (SELECT * FROM auth_group) TO STDOUT"),
        lambda: sql("WITH x AS (SELECT * FROM auth_group) SELECT * FROM x"),
        lambda: Group.objects.none().update(name="x"),
    ],
)
def test_a_read_is_silent(read: Any, heard: list[Topics]) -> None:
    with transaction.atomic():
        read()
    assert not heard


def test_a_transaction_sends_one_message(heard: list[Topics]) -> None:
    with transaction.atomic():
        user = make_user()
        with transaction.atomic():
            group = Group.objects.create(name="two")
        user.groups.add(group)
        with transaction.atomic(savepoint=False):
            group.save()
    (change,) = heard
    assert {GROUPS, "accounts_user", "accounts_user_groups"} <= change.tables()


def test_a_rollback_is_silent_and_the_next_commit_is_heard(heard: list[Topics]) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        Group.objects.create(name="two")
        1 / 0  # noqa: B018
    assert not heard
    with transaction.atomic():
        make_user()
    assert [GROUPS in change.tables() for change in heard] == [False]


def test_a_savepoint_rolled_back_is_silent(heard: list[Topics]) -> None:
    with transaction.atomic(), suppress(ZeroDivisionError), transaction.atomic():
        with transaction.atomic():
            Group.objects.create(name="inner")
        Group.objects.create(name="outer")
        1 / 0  # noqa: B018
    assert not heard


def test_what_stands_beside_a_rolled_back_savepoint_is_announced(heard: list[Topics]) -> None:
    with transaction.atomic():
        with transaction.atomic():
            make_user()
        with suppress(ZeroDivisionError), transaction.atomic():
            Group.objects.create(name="lost")
            1 / 0  # noqa: B018
        with transaction.atomic():
            live.touch("kept")
    (change,) = heard
    assert change == Topics({**{table: rows for table, rows in change.rows.items() if table != "kept"}, "kept": None})
    assert "accounts_user" in change.tables()
    assert GROUPS not in change.tables()


def test_a_failed_statement_is_silent(heard: list[Topics]) -> None:
    with suppress(DatabaseError), transaction.atomic():
        sql("UPDATE auth_group SET nothing = 1")
    assert not heard


def test_many_rows_count_as_the_whole_table(heard: list[Topics]) -> None:
    Group.objects.bulk_create(Group(name=f"g{n}") for n in range(MANY + 1))
    heard.clear()
    with transaction.atomic():
        for group in Group.objects.all():
            group.save()
    assert [change.rows[GROUPS] for change in heard] == [None]


def test_a_trigger_s_table_echoes(heard: list[Topics], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_echoes", {})
    monkeypatch.setattr(changes, "scope", lambda *told: None)
    live.echo("trail", of=lambda table: table == GROUPS, column="row_pk", key=lambda table: "id")
    group = Group.objects.create(name="two")
    assert heard[-1].rows["trail"] == {f"row_pk={group.pk}"}
    Group.objects.update(name="three")
    assert heard[-1].rows["trail"] is None
    make_user()
    assert "trail" not in heard[-1].tables()


def test_kept_totals_echo_by_what_they_point_at(
    group: Group, heard: list[Topics], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_echoes", {})
    monkeypatch.setattr(changes, "scope", lambda *told: None)
    keys = {"group_id": "row.group_id", "grade": "row.permission_id % 2"}
    live.echo_totals(Totals(of="auth_group_permissions", into="kept", keys=keys, sums={"count": "1"}))
    through = Group.permissions.through
    through.objects.create(group=group, permission=Permission.objects.earliest("pk"))
    assert heard[-1].rows["kept"] == {f"group_id={group.pk}"}
    group.permissions.add(Permission.objects.latest("pk"))  # where one that is there is no fault, keys are not told
    assert heard[-1].rows["kept"] is None
    Group.objects.update(name="three")
    assert "kept" not in heard[-1].tables()


def test_a_listener_that_fails_fails_no_save(heard: list[Topics], caplog: pytest.LogCaptureFixture) -> None:
    def broken(message: dict[str, Any]) -> None:
        raise RuntimeError

    post.listen(broken)
    try:
        with transaction.atomic():
            Group.objects.create(name="two")
    finally:
        post.unlisten(broken)
    assert Group.objects.filter(name="two").exists()


def test_users_are_told_on_commit_only() -> None:
    found: list[dict[str, Any]] = []
    post.listen(found.append)
    try:
        with suppress(ZeroDivisionError), transaction.atomic():
            live.end_user(5)
            1 / 0  # noqa: B018
        with transaction.atomic():
            live.tell_user(5, {"event": "preferences", "theme": "dark"})
            live.end_session("digest")
            assert not found
    finally:
        post.unlisten(found.append)
    assert found == [
        {"type": "tell", "user": 5, "event": {"event": "preferences", "theme": "dark"}},
        {"type": "end", "session": "digest"},
    ]


@pytest.fixture(autouse=True)
def _no_listener_is_left() -> Iterator[None]:
    yield
    assert not post._listeners
