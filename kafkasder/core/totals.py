"""Sums of a table that are kept beside it, so that what they tell costs the same however many rows there are.

Each statement that writes the table appends what it adds to the sums, as rows of a table of totals; none of these rows
is ever changed. So writers never wait for each other, and a total is the sum of its rows at any moment, within their
transaction too. `fold` now and then makes one row of those with the same keys.

    GIFTS = Totals(
        of="donations_donation",
        into="donations_donationtotal",
        keys={"day": "day", "fund_id": "fund_id"},
        sums={"count": "1", "amount": "amount"},
        where="state = 'completed'",
    )

A migration installs its trigger with `migrations.RunSQL(*GIFTS.sql())`; a changed declaration needs a new one, which
empties and fills the totals anew. `live.echo_totals(GIFTS)` in `AppConfig.ready` has live pages that read totals
follow what is written into their table.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from .locks import lock_named

_TRIGGER = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO {into} ({columns}) SELECT {keys}, {added} FROM new_rows AS row WHERE {where} GROUP BY {places};
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO {into} ({columns}) SELECT {keys}, {taken} FROM old_rows AS row WHERE {where} GROUP BY {places};
    ELSE
        INSERT INTO {into} ({columns})
        SELECT {names}, {summed} FROM (
            SELECT {keys}, {added} FROM new_rows AS row WHERE {where} GROUP BY {places}
            UNION ALL
            SELECT {keys}, {taken} FROM old_rows AS row WHERE {where} GROUP BY {places}
        ) AS change GROUP BY {places} HAVING {moved};
    END IF;
    RETURN NULL;
END
$body$;
CREATE OR REPLACE TRIGGER a_totals_insert_{into} AFTER INSERT ON {of}
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE OR REPLACE TRIGGER a_totals_update_{into} AFTER UPDATE ON {of}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE OR REPLACE TRIGGER a_totals_delete_{into} AFTER DELETE ON {of}
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
DELETE FROM {into};
INSERT INTO {into} ({columns}) SELECT {keys}, {added} FROM {of} AS row WHERE {where} GROUP BY {places};
"""
_FOLD = """
WITH many AS (
    SELECT array_agg(id) AS ids FROM {into} GROUP BY {names} HAVING count(*) > 1
), gone AS (
    DELETE FROM {into} WHERE id IN (SELECT unnest(ids) FROM many) RETURNING *
)
INSERT INTO {into} ({columns}) SELECT {names}, {summed} FROM gone GROUP BY {names} HAVING {moved}
"""
_WRONG = """
SELECT {names} FROM (
    SELECT {names}, {summed} FROM {into} GROUP BY {names} HAVING {moved}
    EXCEPT ALL
    SELECT {keys}, {added} FROM {of} AS row WHERE {where} GROUP BY {places}
) AS surplus
UNION
SELECT {names} FROM (
    SELECT {keys}, {added} FROM {of} AS row WHERE {where} GROUP BY {places} HAVING {added_moved}
    EXCEPT ALL
    SELECT {names}, {summed} FROM {into} GROUP BY {names}
) AS missing
"""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Which sums of a table are kept: `keys` and `sums` name columns of the table of totals and say what they hold.

    What they hold is SQL over one row of the table, called `row`; `where` says which rows count.
    """

    of: str
    into: str
    keys: Mapping[str, str]
    sums: Mapping[str, str]
    where: str = "true"

    def sql(self) -> tuple[str, str]:
        """Return what installs the trigger and fills the totals, and what takes the trigger off."""
        name = f"totals_{self.into}"
        off = f"DROP FUNCTION {name}() CASCADE"
        return self._written(_TRIGGER), off

    @property
    def pointers(self) -> dict[str, str]:
        """The keys that point at other rows, each with the column of the table that it repeats."""
        plain = {key: value.removeprefix("row.") for key, value in self.keys.items() if key.endswith("_id")}
        return {key: column for key, column in plain.items() if column.isidentifier()}

    def fold(self) -> int:
        """Make one row of those with the same keys; return how many rows these are. One at a time does it."""
        with transaction.atomic():
            lock_named(f"totals {self.into}")
            # psycopg's own cursor: no sum changes, so that no page has to be told.
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(self._written(_FOLD))
                return int(cursor.rowcount)

    def wrong(self) -> list[tuple[object, ...]]:
        """Return the keys whose totals are not what the table's rows add up to; it reads all of them."""
        with connection.cursor() as cursor:
            cursor.execute(self._written(_WRONG))
            return [tuple(row) for row in cursor.fetchall()]

    def _written(self, sql: str) -> str:
        names = list(self.keys)
        return sql.format(
            name=f"totals_{self.into}",
            of=self.of,
            into=self.into,
            where=self.where,
            columns=", ".join([*names, *self.sums]),
            names=", ".join(names),
            keys=", ".join(f"{value} AS {name}" for name, value in self.keys.items()),
            added=", ".join(f"sum({value}) AS {name}" for name, value in self.sums.items()),
            taken=", ".join(f"-sum({value}) AS {name}" for name, value in self.sums.items()),
            summed=", ".join(f"sum({name}) AS {name}" for name in self.sums),
            moved=" OR ".join(f"sum({name}) <> 0" for name in self.sums),
            added_moved=" OR ".join(f"sum({value}) <> 0" for value in self.sums.values()),
            places=", ".join(str(place + 1) for place in range(len(names))),
        )
