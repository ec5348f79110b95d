"""Writing hundreds of rows of a service's own in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_columns(model: type[Model], **columns: Sequence[Any]) -> list[int]:
    """Insert as many rows as each column has values, and return their keys in this order.

    For hundreds of rows it takes at most a third of the time of `bulk_create`, which looks at every value; so it is for
    rows that a service makes of its own values. Columns that are not named get what the database gives them. What is
    the same in all rows is sent once.
    """
    meta = model._meta
    names, shown = [], []
    arrays: list[tuple[str, str]] = []
    sent: list[list[Any]] = []
    once: list[Any] = []
    for name, values in columns.items():
        field: Any = meta.get_field(name)
        names.append(f'"{field.column}"')
        if arrays and values.count(values[0]) == len(values):
            shown.append(f"(%s)::{field.db_type(connection)}")
            once.append(values[0])
        else:
            shown.append(f'given."{field.column}"')
            arrays.append((field.column, f"(%s)::{field.db_type(connection)}[]"))
            sent.append(list(values))
    rows = ", ".join(array for _column, array in arrays)
    given = ", ".join(f'"{column}"' for column, _array in arrays)
    sql = (
        f'INSERT INTO "{meta.db_table}" ({", ".join(names)}) SELECT {", ".join(shown)} '  # noqa: S608
        f'FROM UNNEST({rows}) AS given({given}) RETURNING "{meta.pk.column}"'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*once, *sent])
        return [row[0] for row in cursor.fetchall()]
