"""The import of a sheet whose rows are records of their own: cleaned by the record's form, stored by its service."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..editing import EditForm
from .cells import text_of
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

    An empty cell leaves a default or a stored value as it is.
    """

    form: ClassVar[type[EditForm]]
    key: ClassVar[str]

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        self.by, self.mode = by, mode
        self._headers: Mapping[str, str] = {}
        self._seen: dict[str, int] = {}  # the line of each key that was read

    def present(self) -> QuerySet[Any]:
        """Return the records that a row may be about."""
        raise NotImplementedError

    def store(self, row: Any) -> None:
        """Store a new or a changed record by the room's service."""
        raise NotImplementedError

    def missing_columns(self, found: Iterable[str]) -> list[str]:
        needed = {self.key}
        if self.mode is not Mode.UPDATE:
            needed |= {name for name, field in self.form.base_fields.items() if field.required}
        there = set(found)
        return [str(each.label) for each in self.columns if each.form_field in needed and each.name not in there]

    def use_headers(self, headers: Mapping[str, str]) -> None:
        self._headers = headers

    def units(self, rows: Iterator[Row]) -> Iterator[Record]:
        return (Record([row]) for row in rows)

    def check(self, unit: Record) -> None:
        key = self._key_of(unit)
        line = self._seen.setdefault(key, unit.row.line)
        if key and line != unit.row.line:
            self._complain(unit, self.key, _("Bu kayıt %(line)d. satırda da var.") % {"line": line})

    def match(self, units: Sequence[Record]) -> None:
        keys = {key for unit in units if (key := self._key_of(unit))}
        rows = self.present().filter(**{f"{self.key}__in": keys}).select_for_update(of=("self",))
        known = {str(getattr(row, self.key)): row for row in rows}
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

    def _key_of(self, unit: Record) -> str:
        column = next(each for each in self.columns if each.form_field == self.key)
        return text_of(unit.row.values.get(column.name))

    def _fill_in(self, unit: Record, row: Any) -> None:
        """Type the cells into the form of `row`, and complain of what it refuses."""
        if row is None and self.mode is Mode.UPDATE:
            self._complain(unit, self.key, _("Bu kayıt yok; güncellenecek bir şey bulunamadı."))
            return
        data = QueryDict(mutable=True)
        for name, values in self.form(instance=row).typed().items():
            data.setlist(name, values)
        for column in self.columns:
            if typed := column.read(unit.row.values.get(column.name)):
                data.setlist(column.form_field, typed if isinstance(typed, list) else [str(typed)])
        unit.form, unit.is_new = self.form(data, instance=row), row is None
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
