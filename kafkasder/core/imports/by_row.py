"""The import of a sheet whose rows are records of their own: cleaned by the record's form, stored by its service."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..editing import EditForm
from .cells import text_of
from .columns import Column
from .importer import Importer, Mode, Problem, Row, Tally, Unit


@dataclass
class Record(Unit):
    """A row with its form filled in: of the record that it is about, or of a new one."""

    form: Any = None
    is_new: bool = False

    @property
    def row(self) -> Row:
        return self.rows[0]


class RowImporter(Importer[Record]):
    """A room names the form and the field by which a record is known again, and says which rows there are.

    Where it takes several fields to know a record again, `key` names them all; a sheet needs the first one at least. A
    form that asks for more than a row is made by `form_for`. An empty cell leaves a default or a stored value as it is.
    """

    form: ClassVar[type[EditForm]]
    key: ClassVar[str | tuple[str, ...]]

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        self.by, self.mode = by, mode
        self._headers: Mapping[str, str] = {}
        self._seen: dict[tuple[str, ...], int] = {}  # the line of each key that was read

    def present(self) -> QuerySet[Any]:
        """Return the records that a row may be about."""
        raise NotImplementedError

    def store(self, row: Any) -> None:
        """Store a new or a changed record by the room's service."""
        raise NotImplementedError

    def form_for(self, data: QueryDict | None, row: Any) -> EditForm:
        """Return the form of `row`, None for a new record, with what a row of the sheet types into it."""
        return self.form(data, instance=row)

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,) if isinstance(self.key, str) else self.key

    def missing_columns(self, found: Iterable[str]) -> list[str]:
        needed = {self.keys[0]}
        if self.mode is not Mode.UPDATE:
            needed |= {name for name, field in self.form.base_fields.items() if field.required}
        there = set(found)
        return [str(each.label) for each in self.columns if each.form_field in needed and each.name not in there]

    def use_headers(self, headers: Mapping[str, str]) -> None:
        self._headers = headers

    def units(self, rows: Iterator[Row]) -> Iterator[Record]:
        return (Record([row]) for row in rows)

    def check(self, unit: Record) -> None:
        for column in self.columns:
            self._try(unit, column)
        key = self._key_of(unit)
        line = self._seen.setdefault(key, unit.row.line)
        if key[0] and line != unit.row.line:
            self._complain(unit, self.keys[0], _("Bu kayıt %(line)d. satırda da var.") % {"line": line})

    def match(self, units: Sequence[Record]) -> None:
        first = {key[0] for unit in units if (key := self._key_of(unit))[0]}
        rows = self.present().filter(**{f"{self.keys[0]}__in": first}).order_by("-pk").select_for_update(of=("self",))
        known = {tuple(_written(getattr(row, name)) for name in self.keys): row for row in rows}
        for unit in units:
            if not unit.problems:
                self._fill_in(unit, known.get(self._key_of(unit)))

    def save(self, units: Sequence[Record], tally: Tally) -> None:
        for unit in units:
            changes = self.mode is not Mode.INSERT and {*unit.form.changed_data} - {"stamp"}
            if unit.is_new or changes:
                self.store(unit.form.instance)
            tally.created += unit.is_new
            tally.updated += bool(changes) and not unit.is_new
            tally.unchanged += not (unit.is_new or changes)

    def _key_of(self, unit: Record) -> tuple[str, ...]:
        columns = {each.form_field: each for each in self.columns}
        return tuple(_written(self._read(unit, columns[name])) for name in self.keys)

    def _read(self, unit: Record, column: Column) -> Any:
        """Return what a cell says, nothing where its reader refused it."""
        try:
            return column.read(unit.row.values.get(column.name))
        except ValidationError:
            return ""

    def _try(self, unit: Record, column: Column) -> None:
        """Complain of a cell that its reader refuses, such as a day that no calendar has."""
        try:
            column.read(unit.row.values.get(column.name))
        except ValidationError as refusal:
            for reason in refusal.messages:
                self._complain(unit, column.form_field, reason)

    def _fill_in(self, unit: Record, row: Any) -> None:
        """Type the cells into the form of `row`, and complain of what it refuses."""
        if row is None and self.mode is Mode.UPDATE:
            self._complain(unit, self.keys[0], _("Bu kayıt yok; güncellenecek bir şey bulunamadı."))
            return
        data = QueryDict(mutable=True)
        for name, values in self.form_for(None, row).typed().items():
            data.setlist(name, values)
        for column in self.columns:
            if typed := self._read(unit, column):
                data.setlist(column.form_field, typed if isinstance(typed, list) else [str(typed)])
        unit.form, unit.is_new = self.form_for(data, row), row is None
        for name, errors in unit.form.errors.items():
            for error in errors:
                self._complain(unit, name, str(error))

    def _complain(self, unit: Record, field: str, reason: str) -> None:
        column = next((each for each in self.columns if each.form_field == field), None)
        if column is None:
            unit.problems.append(Problem(unit.row.line, "", "", reason))
            return
        value = text_of(unit.row.values.get(column.name))
        shown = column.mask(value) if column.mask and value else value
        header = self._headers.get(column.name, str(column.label))
        unit.problems.append(Problem(unit.row.line, header, value, reason, shown))


def _written(value: Any) -> str:
    """Return a value of a key as it compares, whether a cell says it or a record holds it."""
    return "" if value is None else str(value)
