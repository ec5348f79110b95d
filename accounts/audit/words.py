"""The trail in words: which record, which fields, and what their values meant."""

from collections.abc import Container, Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Field, Model
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.text import upper
from kafkasder.core.timeline import Change, Entry
from kafkasder.core.wording import Wording

from ..models.audit import Action, AuditEntry
from ..roles import BY_SLUG
from .recording import MASK, field_of, owner_of, recordings

_LOOKS = {
    Action.CREATE: ("plus", "success"),
    Action.UPDATE: ("edit", "info"),
    Action.DELETE: ("trash", "danger"),
    Action.VIEW: ("eye", "warning"),
    Action.EXPORT: ("download", "warning"),
}
_LINKED = {Action.CREATE: gettext_lazy("Ekleme"), Action.DELETE: gettext_lazy("Çıkarma")}


def recorded_tables() -> list[tuple[str, str | Promise]]:
    """Return the recorded tables with their labels, as choices."""
    return [(table, _label_of(table)) for table in recordings()]


def table_label(table: str) -> str:
    """Return what the rows of `table` are, with a capital: `Hane`."""
    label = str(_label_of(table))
    return upper(label[:1]) + label[1:]


def record_name(entry: AuditEntry) -> str:
    return entry.row_label or (f"#{entry.row_pk}" if entry.row_pk else "")


def changed_labels(entry: AuditEntry) -> str:
    """Return the labels of the changed fields; of a new or deleted row every one changed, and none is worth naming."""
    if entry.action in (Action.CREATE, Action.DELETE):
        return ""
    return ", ".join(str(field_label(entry.table_name, column)) for column in entry.changes)


def record_url(entry: AuditEntry) -> str:
    """Return the page of the record, if it has one."""
    model = _models().get(entry.table_name)
    row: Any = (owner_of(model) or model)(pk=entry.row_pk) if model else None
    try:
        return str(row.get_absolute_url())
    except (AttributeError, NoReverseMatch):  # a record without a page of its own
        return ""


def timeline(entries: Iterable[AuditEntry]) -> list[Entry]:
    """Return entries as a record's page shows them; the rows that they name are fetched once for each model."""
    entries = list(entries)
    wording = wording_for(entries)
    return [_timeline_entry(entry, wording) for entry in entries]


def wording_for(entries: Iterable[AuditEntry]) -> Wording:
    """Return the wording that knows every row named in `entries`."""
    return Wording(
        (field, value)
        for entry in entries
        for column, values in entry.changes.items()
        if (field := _field_of(entry.table_name, column)) and field.is_relation
        for value in values
    )


def changes_in(entry: AuditEntry, wording: Wording, without: Container[str] = ()) -> list[Change]:
    """Return what changed, but for the columns in `without`.

    A reading names its fields without values, and what was and is empty needs no line.
    """
    said = [
        (column, [_say(entry.table_name, column, value, wording) for value in values])
        for column, values in entry.changes.items()
        if column not in without
    ]
    return [Change(field_label(entry.table_name, column), *values) for column, values in said if any(values)]


def _timeline_entry(entry: AuditEntry, wording: Wording) -> Entry:
    icon, tone = _LOOKS[Action(entry.action)]
    return Entry(
        at=entry.at,
        title=_title(entry),
        actor=entry.actor_name or entry.get_source_display(),
        text=entry.reason,
        icon=icon,
        tone=tone,
        changes=changes_in(entry, wording),
    )


def _title(entry: AuditEntry) -> str:
    what = table_label(entry.table_name)
    if entry.action == Action.VIEW:
        fields = ", ".join(str(field_label(entry.table_name, column)) for column in entry.changes)
        return _("%(what)s: açıkça görüldü (%(fields)s)") % {"what": what, "fields": fields}
    if _is_link(entry.table_name):
        return f"{what}: {_LINKED.get(Action(entry.action), entry.get_action_display())}"
    return f"{what}: {entry.get_action_display()}"


def _say(table: str, column: str, value: Any, wording: Wording) -> str:
    field = _field_of(table, column)
    if field is None or value == MASK:
        return "" if value is None else str(value)
    if isinstance(value, dict):
        return ", ".join(value)  # what is inside means something to the code alone
    said = wording.say(field, value)
    if field.related_model is Group and said in BY_SLUG:
        return str(BY_SLUG[said])
    return said


@cache
def _models() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _is_link(table: str) -> bool:
    """Tell whether the rows of `table` only link rows of a many-to-many field."""
    return table in _models() and owner_of(_models()[table]) is not None


def _label_of(table: str) -> str | Promise:
    model = _models().get(table)
    if model is None:
        return table
    if link := field_of(model):
        return link.verbose_name
    return model._meta.verbose_name or table


@cache
def _field_of(table: str, column: str) -> Field | None:
    """Return the field of a column, or of a field's name; None for a column that is no more."""
    fields = _models()[table]._meta.concrete_fields if table in _models() else ()
    return next((field for field in fields if column in (field.column, field.name)), None)


def field_label(table: str, column: str) -> str | Promise:
    """Return what people call a column, or a field, of `table`."""
    field = _field_of(table, column)
    if field and _is_link(table) and field.is_relation:
        return _label_of(table)
    return field.verbose_name if field else column
