"""What the models say of tables: primary keys, and the columns by which a row belongs to another one."""

from functools import cache
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, IntegerField, TextField, UUIDField

Kind = type[int] | type[str] | type[UUID]

# Only of these do Python and the database write the same value alike, so that a name can be made by either.
_KINDS: "Final[dict[type[Field[Any, Any]], Kind]]" = {
    IntegerField: int,
    CharField: str,
    TextField: str,
    UUIDField: UUID,
}

_told: dict[str, frozenset[str]] = {}


def scope(table: str, *columns: str) -> None:
    """Say by which columns statements may single out rows of `table`, instead of by its foreign keys.

    Whoever writes the table must name the values of all of them; see `changes.echo`.
    """
    _told[table] = frozenset(columns)
    scope_columns.cache_clear()


@cache
def kinds(table: str) -> dict[str, Kind]:
    """The columns of a table whose values may name its rows, and as what Python has these."""
    models = (model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)
    fields = (field for model in models for field in model._meta.concrete_fields)
    return {str(field.column): kind for field in fields if (kind := _kind_of(field))}


def _kind_of(field: Any) -> Kind | None:
    while isinstance(field, ForeignKey):
        field = field.target_field
    if getattr(field, "db_collation", None):  # by which two texts may be equal
        return None
    return next((kind for each, kind in _KINDS.items() if isinstance(field, each)), None)


def is_plain(table: str, column: str, value: Any) -> bool:
    """Whether the database writes a value of this column as Python does; "07" for 7, say, it does not."""
    kind = kinds(table).get(column)
    return kind is not None and isinstance(value, kind) and not isinstance(value, bool)


@cache
def key_columns() -> dict[str, str]:
    """Each model's table with its primary key's column; none of that name where its values cannot name rows."""
    keys = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
    return {table: key if key in kinds(table) else "" for table, key in keys.items()}


@cache
def scope_columns(table: str) -> tuple[str, ...]:
    """The columns of a table by whose values the live layer tells rows apart, besides the primary key."""
    if table in _told:
        return tuple(sorted(_told[table]))
    return tuple(
        str(field.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table == table
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and not field.primary_key and field.column in kinds(table)
    )


@cache
def target_of(table: str, column: str) -> str | None:
    """The table at whose primary key a column points, if the database itself sees to it that the row is there."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table and model._meta.managed:  # of another one we do not know what holds
            for field in model._meta.concrete_fields:
                if field.column == column and isinstance(field, ForeignKey) and _is_held(field):
                    return str(field.related_model._meta.db_table)
    return None


def _is_held(field: "ForeignKey[Any, Any]") -> bool:
    """Whether the database refuses a key that is nobody's primary key."""
    return bool(field.db_constraint) and field.target_field.primary_key  # type: ignore[attr-defined]
