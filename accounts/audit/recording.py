"""What the trail keeps of each table: which columns, which of them masked, and what names the row.

A model class may say `audit_omitted` and `audit_masked` (names of fields) and `audit_label` (a column that names the
row to people). Encrypted fields are masked whatever the model says. Left out is what tells a reader nothing: generated
columns, bytes, and the time of the last change, which every entry has anyway. `audit_changes_only` is for logs, whose
rows tell by themselves that they came.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import BinaryField, CharField, Field, FileField, GeneratedField, ManyToManyField, Model, TextField

from ..verbs import own_models

MASK = "•••"
REDACTED = "[imha edildi]"  # stands in the trail for a value that was destroyed, the same in every language


@dataclass(frozen=True)
class Column:
    name: str
    masked: bool
    is_text: bool  # an empty text is as good as none when a row is created


@dataclass(frozen=True)
class Recording:
    """How one table is recorded. `key` is the column whose value names the row in the trail."""

    table: str
    primary_key: str
    key: str
    label: str
    columns: tuple[Column, ...]
    changes_only: bool = False


@cache
def recordings() -> dict[str, Recording]:
    """Return every recorded table: all of ours, and what Django's groups may do; not the trail and its chain."""
    models = [model for model in own_models() if not getattr(model, "audit_exempt", False)]
    models += [Group, Group.permissions.through]
    return {model._meta.db_table: _recording_of(model) for model in models if not model._meta.proxy}


def is_hidden(value: Any) -> bool:
    """Whether this stands in the trail for a value that is not there."""
    return value in (MASK, REDACTED)


def is_recorded(table: str) -> bool:
    return table in recordings()


def key_of(table: str) -> str:
    """Return the column of a recorded table whose value names the row in the trail."""
    return recordings()[table].key


def tables_of(model: type[Model]) -> list[str]:
    """Return the tables whose entries tell of a row of `model`: its own and those of its many-to-many fields."""
    links = [cast(type[Model], field.remote_field.through) for field in model._meta.many_to_many]
    return [model._meta.db_table, *(link._meta.db_table for link in links if owner_of(link))]


def owner_of(model: type[Model]) -> type[Model] | None:
    """Return the model whose many-to-many field `model` holds the rows of, None for a model that is no such table."""
    field = field_of(model)
    return field.model if field else None


def field_of(model: type[Model]) -> "ManyToManyField[Any, Any] | None":
    """Return the many-to-many field whose rows `model` holds."""
    return _links().get(model)


@cache
def _links() -> "dict[type[Model], ManyToManyField[Any, Any]]":
    return {
        field.remote_field.through: field for model in apps.get_models() for field in model._meta.local_many_to_many
    }


def label_of(row: Model) -> str:
    """Return what names `row` in the trail."""
    label = recordings()[row._meta.db_table].label
    return str(getattr(row, label)) if label else ""


def _recording_of(model: type[Model]) -> Recording:
    primary_key, key = str(model._meta.pk.column), _key_of(model)
    omitted = _named(model, "audit_omitted")
    masked = _named(model, "audit_masked")
    columns = tuple(
        Column(
            str(field.column),
            _is_secret(field) or field.name in masked,
            isinstance(field, CharField | TextField | FileField),
        )
        for field in model._meta.concrete_fields
        if field.name not in omitted and field.column not in (primary_key, key)
        if not _tells_nothing(field)
    )
    label, changes_only = getattr(model, "audit_label", ""), getattr(model, "audit_changes_only", False)
    return Recording(model._meta.db_table, primary_key, key, label, columns, changes_only)


def _named(model: type[Model], attribute: str) -> Iterable[str]:
    names = frozenset(getattr(model, attribute, ()))
    if unknown := names - {field.name for field in model._meta.get_fields()}:
        raise LookupError(f"{model._meta.label}.{attribute} names fields that are not there: {sorted(unknown)}")
    return names


def _tells_nothing(field: Field) -> bool:
    return isinstance(field, GeneratedField | BinaryField) or getattr(field, "auto_now", False)


def _is_secret(field: Field) -> bool:
    return bool(getattr(field, "audit_mask", False))


def _key_of(model: type[Model]) -> str:
    """Return the primary key's column; rows of a many-to-many table tell of the row that holds the field."""
    link = field_of(model)
    return str(link.m2m_column_name() if link else model._meta.pk.column)  # type: ignore[attr-defined]
