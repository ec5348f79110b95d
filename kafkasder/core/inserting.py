"""Writing hundreds of rows of a service's own in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_columns(model: type[Model], **columns: Sequence[Any]) -> list[int]:
    """Insert as many rows as each column has values, and return their keys in this order.

    For hundreds of rows it takes a third of the time of `bulk_create`, which looks at every value; so it is for rows
    that a service makes of its own values. Columns that are not named get what the database gives them.
    """
    meta = model._meta
    fields = [meta.get_field(name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    arrays = ", ".join(f"(%s)::{field.db_type(connection)}[]" for field in fields)  # type: ignore[union-attr]
    sql = f'INSERT INTO "{meta.db_table}" ({names}) SELECT * FROM UNNEST({arrays}) RETURNING "{meta.pk.column}"'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(values) for values in columns.values()])
        return [row[0] for row in cursor.fetchall()]
