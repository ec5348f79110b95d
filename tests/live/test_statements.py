"""What a statement reads: never less than the truth."""

import pytest

from kafkasder.live.statements import reads
from kafkasder.live.topics import Topics

USER, GROUP = "accounts_user", "auth_group"
ONE_USER = 'SELECT "accounts_user"."id" FROM "accounts_user" WHERE "accounts_user"."id" = %s'


@pytest.mark.parametrize(
    ("sql", "params", "found", "read"),
    [
        ('SELECT * FROM "accounts_user"', [], 3, {USER: None}),
        (ONE_USER, [5], 1, {USER: {"5"}}),
        (ONE_USER + " LIMIT 21", [5], 1, {USER: {"5"}}),
        (ONE_USER + " LIMIT 21", [5], 0, {USER: None}),  # a row that is missing may come
        (ONE_USER + " LIMIT 21", [5], -1, {USER: None}),
        (ONE_USER.replace("= %s", "IN (%s, %s)"), [5, 6], 2, {USER: {"5", "6"}}),
        (ONE_USER.replace("= %s", "IN (%s, %s)"), [5, 6], 1, {USER: None}),
        (ONE_USER + ' AND "accounts_user"."is_active"', [5], 1, {USER: None}),
        (ONE_USER.replace('."id" =', '."email" ='), ["x"], 1, {USER: None}),
        (ONE_USER.replace("SELECT", "SELECT (SELECT max(id) FROM accounts_user),"), [5], 1, {USER: None}),
        (
            'SELECT * FROM "accounts_user" INNER JOIN "auth_group" ON (true) WHERE "accounts_user"."id" = %s',
            [5],
            1,
            {USER: None, GROUP: None},
        ),
        ("select * from accounts_user u, auth_group g", [], 1, {USER: None, GROUP: None}),
        ("WITH x AS (SELECT * FROM auth_group) SELECT 1 FROM x", [], 1, {GROUP: None, "x": None}),
        ("SELECT 1 WHERE EXISTS (SELECT 1 FROM public.auth_group)", [], 1, {GROUP: None}),
        ("SELECT * FROM a_table_without_model", [], 1, {"a_table_without_model": None}),
        ("SELECT 1", [], 1, {}),
    ],
)
def test_read(sql: str, params: list[object], found: int, read: dict[str, set[str] | None]) -> None:
    assert reads(sql, params, found) == Topics(
        {table: None if rows is None else frozenset(rows) for table, rows in read.items()}
    )


@pytest.mark.parametrize(
    ("changed", "read", "touched"),
    [
        ({USER: None}, {USER: None}, True),
        ({USER: None}, {USER: frozenset("5")}, True),
        ({USER: frozenset("5")}, {USER: None}, True),
        ({USER: frozenset("5")}, {USER: frozenset("56")}, True),
        ({USER: frozenset("7")}, {USER: frozenset("56")}, False),
        ({USER: frozenset()}, {USER: None}, True),  # a new row concerns who read the table
        ({USER: frozenset()}, {USER: frozenset("5")}, False),  # and not who read another row
        ({GROUP: None}, {USER: None}, False),
    ],
)
def test_touches(
    changed: dict[str, frozenset[str] | None], read: dict[str, frozenset[str] | None], touched: bool
) -> None:
    assert Topics(changed).touches(Topics(read)) is touched
