"""The trail in words: which record, which fields, and what their values meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import DateField, DateTimeField, DecimalField, Field, ForeignKey, Model
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kafkasder.core.text import upper
from kafkasder.core.timeline import Change, Entry

from ..models.audit import Action, AuditEntry
from ..roles import BY_SLUG
from .recording import recordings

_LOOKS = {
    Action.CREATE: ("plus", "success"),
    Action.UPDATE: ("edit", "info"),
    Action.DELETE: ("trash", "danger"),
    Action.VIEW: ("eye", "warning"),
    Action.EXPORT: ("download", "warning"),
}


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
    if entry.action in (Action.CREATE, Action.DELETE) and not _model_of(entry.table_name)._meta.auto_created:
        return ""
    return ", ".join(str(_field_label(entry.table_name, column)) for column in entry.changes)


def timeline(entries: Iterable[AuditEntry]) -> list[Entry]:
    """Return entries as a record's page shows them; related rows are fetched once for each of their models."""
    entries = list(entries)
    names = _related_names(entries)
    return [_timeline_entry(entry, names) for entry in entries]


def record_url(entry: AuditEntry) -> str:
    """Return the page of the record, if it has one."""
    try:
        model = _model_of(entry.table_name)
        owner = model._meta.auto_created or model
        return str(owner(pk=entry.row_pk).get_absolute_url())
    except (LookupError, AttributeError, NoReverseMatch):
        return ""


@dataclass(frozen=True)
class _Reference:
    model: type[Model]
    key: str


_Names = dict[_Reference, str]


def _timeline_entry(entry: AuditEntry, names: _Names) -> Entry:
    icon, tone = _LOOKS[Action(entry.action)]
    changes = [] if entry.action == Action.VIEW else list(_changes(entry, names))
    return Entry(
        at=entry.at,
        title=_title(entry),
        actor=entry.actor_name or entry.get_source_display(),
        text=entry.reason,
        icon=icon,
        tone=tone,
        changes=changes,
    )


def _title(entry: AuditEntry) -> str:
    what = table_label(entry.table_name)
    if entry.action == Action.VIEW:
        fields = ", ".join(str(_field_label(entry.table_name, column)) for column in entry.changes)
        return _("%(what)s: açıkça görüldü (%(fields)s)") % {"what": what, "fields": fields}
    return f"{what}: {entry.get_action_display()}"


def _changes(entry: AuditEntry, names: _Names) -> Iterator[Change]:
    for column, pair in entry.changes.items():
        before, after = pair if len(pair) == 2 else (None, None)
        field = _field_of(entry.table_name, column)
        yield Change(_field_label(entry.table_name, column), _shown(field, before, names), _shown(field, after, names))


def _shown(field: Field | None, value: Any, names: _Names) -> str:
    """Return a recorded value in words."""
    match value:
        case None | "":
            return ""
        case bool():
            return _("Evet") if value else _("Hayır")
        case list():
            base = getattr(field, "base_field", None)
            return ", ".join(_shown(base, item, names) for item in value)
        case dict():
            return ", ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(field, ForeignKey):
        return names.get(_Reference(field.related_model, str(value)), f"#{value}")
    if choices := getattr(field, "flatchoices", None):
        return str(dict(choices).get(value, value))
    return _formatted(field, value)


def _formatted(field: Field | None, value: Any) -> str:
    if value == "•••":
        return value
    if isinstance(field, DateTimeField):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "j F Y H:i")
    if isinstance(field, DateField):
        return date_format(date.fromisoformat(value), "j F Y")
    if isinstance(field, DecimalField):
        return number_format(value, field.decimal_places, force_grouping=True)
    return str(value)


def _related_names(entries: Iterable[AuditEntry]) -> _Names:
    """Return the names of all rows to which the changes of `entries` refer, with one query for each model."""
    wanted: defaultdict[type[Model], set[Any]] = defaultdict(set)
    for entry in entries:
        for column, values in entry.changes.items():
            field = _field_of(entry.table_name, column)
            if isinstance(field, ForeignKey):
                wanted[field.related_model] |= {value for value in values if isinstance(value, int)}
    return {
        _Reference(model, str(row.pk)): _name(row)
        for model, keys in wanted.items()
        for row in model._base_manager.filter(pk__in=keys)
    }


def _name(row: Model) -> str:
    if isinstance(row, Group) and row.name in BY_SLUG:
        return str(BY_SLUG[row.name])
    return str(row)


@cache
def _models() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _model_of(table: str) -> type[Model]:
    return _models()[table]


def _label_of(table: str) -> str | Promise:
    model = _models().get(table)
    if model is None:
        return table
    if owner := model._meta.auto_created:
        field = next(field for field in owner._meta.many_to_many if field.remote_field.through is model)
        return field.verbose_name
    return model._meta.verbose_name


def _field_of(table: str, column: str) -> Field | None:
    model = _models().get(table)
    fields = model._meta.concrete_fields if model else ()
    return next((field for field in fields if column in (field.column, field.name)), None)


def _field_label(table: str, column: str) -> str | Promise:
    field = _field_of(table, column)
    return field.verbose_name if field else column
