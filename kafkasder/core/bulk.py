"""Writing many new rows at once with COPY, as models would save them one by one."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Field, GeneratedField, Model
from psycopg import sql

_AS_IT_IS = frozenset({str, int, bool, type(None), date})


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
    readers = [_reader(field, as_given=field.name in as_given) for field in fields]
    # psycopg's `copy` does not turn its errors into Django's by itself.
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([read(row) for read in readers])
    return len(rows)


def _written_fields(model: type[Model], *, with_key: bool) -> Sequence[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, GeneratedField) and (with_key or not field.primary_key)
    ]


def _reader(field: Field, *, as_given: bool) -> Callable[[Model], Any]:
    """Return a function that gives a row's value of `field` as COPY wants it."""
    prepare = partial(field.get_db_prep_save, connection=connection)
    if not as_given and type(field).pre_save is not Field.pre_save:
        return lambda row: prepare(field.pre_save(row, add=True))
    value_of = attrgetter(field.attname)
    if not type(field).__module__.startswith("django."):
        return lambda row: prepare(value_of(row))

    def read(row: Model) -> Any:
        value = value_of(row)
        # What Django's own fields would return too, after several calls.
        return value if type(value) in _AS_IT_IS else prepare(value)

    return read
