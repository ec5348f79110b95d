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
    meta, rows = model._meta, len(next(iter(columns.values())))
    alike = {name for name, values in columns.items() if values.count(values[0]) == rows}
    alike -= set(columns) if len(alike) == len(columns) else set()  # else nothing says how many rows there are
    fields: list[Any] = [meta.get_field(name) for name in sorted(columns, key=alike.__contains__)]
    each, once = ([field for field in fields if (field.name in alike) is wanted] for wanted in (False, True))
    names = ", ".join(f'"{field.column}"' for field in fields)
    scalars = "".join(f", (%s)::{field.db_type(connection)}" for field in once)
    arrays = ", ".join(f"(%s)::{field.db_type(connection)}[]" for field in each)
    sql = (  # as the live layer reads it
        f'INSERT INTO "{meta.db_table}" ({names}) SELECT given.*{scalars} FROM UNNEST({arrays}) AS given '  # noqa: S608
        f'RETURNING "{meta.pk.column}"'
    )
    sent = [*(columns[field.name][0] for field in once), *(list(columns[field.name]) for field in each)]
    with connection.cursor() as cursor:
        cursor.execute(sql, sent)
        return [row[0] for row in cursor.fetchall()]
