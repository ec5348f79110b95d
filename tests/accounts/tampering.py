"""Going past the triggers that guard the trail, as only somebody with SQL could."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from accounts.audit.verifying import Verification
from accounts.models import AuditEntry

OTHER_KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="


@contextmanager
def past_the_triggers() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def by_sql(sql: str, *parameters: Any) -> None:
    with past_the_triggers() as cursor:
        cursor.execute(sql, parameters)


def first(found: Verification) -> tuple[int, str]:
    return found.faults[0].entry, found.faults[0].reason.split(":")[0]


def copy_of(entry: AuditEntry, **changed: Any) -> int:
    """Insert a row like `entry` by SQL, with what is `changed`."""
    columns = [field.column for field in AuditEntry._meta.concrete_fields if not field.primary_key]
    shown = ", ".join("%s" if column in changed else column for column in columns)
    values = [changed[column] for column in columns if column in changed]
    with past_the_triggers() as cursor:
        cursor.execute(
            f"INSERT INTO accounts_auditentry ({', '.join(columns)})"
            f" SELECT {shown} FROM accounts_auditentry WHERE id = %s RETURNING id",
            [*values, entry.pk],
        )
        return int(cursor.fetchone()[0])
