"""The trail in words: which record, which fields, and what their values meant."""

from collections.abc import Container, Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Field, Model
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.text import capitalised
from kafkasder.core.timeline import Change, Entry
from kafkasder.core.wording import Wording

from ..models.audit import Action, AuditEntry
from ..roles import BY_SLUG
from .histories import history
from .recording import REDACTED, field_of, is_hidden, owner_of, recordings
from .restorers import restorer_for

_NEWEST = 50
_LOOKS = {
    Action.CREATE: ("plus", "success"),
    Action.UPDATE: ("edit", "info"),
    Action.DELETE: ("trash", "danger"),
    Action.VIEW: ("eye", "warning"),
    Action.EXPORT: ("download", "warning"),
}
# What entries about files tell beside the fields that went into them.
_OF_FILES: dict[str, str | Promise] = {
    "rows": gettext_lazy("satır sayısı"),
    "address": gettext_lazy("sayfa"),
    "pdf": "PDF",
    "json": "JSON",
}
_LINKED = {Action.CREATE: gettext_lazy("Ekleme"), Action.DELETE: gettext_lazy("Çıkarma")}


def recorded_tables() -> list[tuple[str, str | Promise]]:
    """Return the recorded tables with their labels, as choices."""
    return [(table, _label_of(table)) for table in recordings()]


def table_label(table: str) -> str:
    """Return what the rows of `table` are, with a capital: `Hane`."""
    label = str(_label_of(table))
    return capitalised(label)


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


def timeline(entries: Iterable[AuditEntry], *, with_links: bool = False, without: Container[str] = ()) -> list[Entry]:
    """Return entries as a record's page shows them, but for the columns in `without`.

    The rows that they name are fetched once for each model. With links each leads to its own page, which only those
    may open who see the whole trail.
    """
    entries = list(entries)
    wording = wording_for(entries)
    return [_timeline_entry(entry, wording, entry_url(entry) if with_links else "", without) for entry in entries]


def timeline_of(row: Model, without: Container[str] = ()) -> list[Entry]:
    """Return the newest that happened to a row, as its page shows it, but for the columns in `without`."""
    return timeline(history(row)[:_NEWEST], without=without)


def entry_url(entry: AuditEntry) -> str:
    return reverse("accounts:audit_detail", args=[entry.pk])


def wording_for(entries: Iterable[AuditEntry]) -> Wording:
    """Return the wording that knows every row named in `entries`."""
    return wording_of(
        (field, value)
        for entry in entries
        for column, values in entry.changes.items()
        if (field := column_field(entry.table_name, column))
        for value in values
    )


def wording_of(values: Iterable[tuple[Field, Any]]) -> Wording:
    """Return the wording that knows the rows behind these values of fields."""
    return Wording((field, value) for field, value in values if not is_hidden(value))


def changes_in(entry: AuditEntry, wording: Wording, without: Container[str] = ()) -> list[Change]:
    """Return what changed, but for the columns in `without`.

    A reading names its fields without values, and what was and is empty needs no line.
    """
    said = [
        (column, [say(entry.table_name, column, value, wording) for value in values])
        for column, values in entry.changes.items()
        if column not in without
    ]
    return [Change(field_label(entry.table_name, column), *values) for column, values in said if any(values)]


class _KeysOnly(Wording):
    """Names rows by their keys: a file of a million entries looks none of them up."""

    def _say_row(self, field: Any, value: Any) -> str:
        return f"#{value}"


def changes_in_a_line(entry: AuditEntry) -> str:
    """Return what changed as files tell it; what is masked in the trail is masked there."""
    changes = changes_in(entry, _KeysOnly())
    return "; ".join(f"{change.label}: {change.before or '–'} → {change.after or '–'}" for change in changes)


def _timeline_entry(entry: AuditEntry, wording: Wording, url: str, without: Container[str]) -> Entry:
    icon, tone = _LOOKS[Action(entry.action)]
    return Entry(
        at=entry.at,
        title=_title(entry),
        actor=entry.actor_name or entry.get_source_display(),
        text=entry.reason,
        icon=icon,
        tone=tone,
        changes=changes_in(entry, wording, without),
        url=url,
        restore_url=restore_url(entry),
    )


def history_url(entry: AuditEntry) -> str:
    """Return the page that tells all that happened to the record; an export is about none."""
    if entry.table_name not in recordings() or not entry.row_pk:
        return ""
    return reverse("accounts:audit_record", args=[entry.table_name, entry.row_pk])


def restore_url(entry: AuditEntry) -> str:
    """Return the page that brings back what was before this entry, if anything can come back."""
    masked = all(any(map(is_hidden, values)) for values in entry.changes.values())
    return reverse("accounts:audit_restore", args=[entry.pk]) if restorer_for(entry) and not masked else ""


def _title(entry: AuditEntry) -> str:
    what = table_label(entry.table_name)
    if entry.action == Action.VIEW:
        fields = ", ".join(str(field_label(entry.table_name, column)) for column in entry.changes)
        return _("%(what)s: açıkça görüldü (%(fields)s)") % {"what": what, "fields": fields}
    if _is_link(entry.table_name):
        return f"{what}: {_LINKED.get(Action(entry.action), entry.get_action_display())}"
    return f"{what}: {entry.get_action_display()}"


def say(table: str, column: str, value: Any, wording: Wording) -> str:
    """Return a value of a column in words, as the trail keeps it or as the model holds it."""
    field = column_field(table, column)
    if value == REDACTED:
        return _("imha edildi")
    if field is None or is_hidden(value):
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
def column_field(table: str, column: str) -> Field | None:
    """Return the field of a column, or of a field's name; None for a column that is no more."""
    fields = _models()[table]._meta.concrete_fields if table in _models() else ()
    return next((field for field in fields if column in (field.column, field.name)), None)


def names_of(table: str, column: str) -> list[str]:
    """Return the names by which entries call a column: changes by its own, views by the field's."""
    field = column_field(table, column)
    return sorted({column, field.name}) if field else [column]


def field_label(table: str, column: str) -> str | Promise:
    """Return what people call a column, or a field, of `table`."""
    field = column_field(table, column)
    if field and _is_link(table) and field.is_relation:
        return _label_of(table)
    return field.verbose_name if field else _OF_FILES.get(column, column)
