"""What the models say of tables: primary keys, and the columns by which a row belongs to another one."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey

_told: dict[str, frozenset[str]] = {}


def scope(table: str, *columns: str) -> None:
    """Say by which columns statements may single out rows of `table`, instead of by its foreign keys.

    Whoever writes the table must name the values of all of them; see `changes.echo`.
    """
    _told[table] = frozenset(columns)
    scope_columns.cache_clear()


@cache
def key_columns() -> dict[str, str]:
    """Each model's table with its primary key's column."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.pk.column or "" for model in models}


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
        if isinstance(field, ForeignKey) and not field.primary_key
    )


@cache
def target_of(table: str, column: str) -> str | None:
    """The table at whose primary key a column points, if the database itself sees to it that the row is there."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            for field in model._meta.concrete_fields:
                if field.column == column and isinstance(field, ForeignKey) and _is_held(field):
                    return str(field.related_model._meta.db_table)
    return None


def _is_held(field: "ForeignKey[Any, Any]") -> bool:
    """Whether the database refuses a key that is nobody's primary key."""
    return bool(field.db_constraint) and field.target_field.primary_key  # type: ignore[attr-defined]
