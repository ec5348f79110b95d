"""Writing many new rows at once with COPY, as models would save them one by one."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, GeneratedField, Model
from psycopg import sql


def reserve_keys(model: type[Model], count: int) -> list[int]:
    """Return `count` primary keys that nobody else will get, so that rows may point at each other before they exist."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copy_rows(model: type[Model], rows: Iterable[Model], *, as_given: Collection[str] = ()) -> int:
    """Store new rows and return how many; fields prepare their values as in a save.

    Give each row its primary key beforehand (`reserve_keys`), or none at all: then the database does. Fields named in
    `as_given` keep the row's value where a save would put another, such as the moment of creation.
    """
    rows = list(rows)
    if not rows:
        return 0
    fields = _written_fields(model, with_key=rows[0].pk is not None)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_prepared(field, row, field.name in as_given) for field in fields])
    return len(rows)


def _written_fields(model: type[Model], *, with_key: bool) -> Sequence[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, GeneratedField) and (with_key or not field.primary_key)
    ]


def _prepared(field: Field, row: Model, as_given: bool) -> Any:
    value = getattr(row, field.attname) if as_given else field.pre_save(row, add=True)
    return field.get_db_prep_save(value, connection)
