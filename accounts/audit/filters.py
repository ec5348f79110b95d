"""The filter of the trail by the field that was changed or looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import Overlap
from django.db.models import Q, TextField, Value

from kafkasder.core.lists import Choice
from kafkasder.core.lists.filters import Label, Parameters

from ..models.audit import NAMES_FIELDS, FieldNames
from .recording import recordings
from .words import field_label, names_of, table_label


@dataclass(frozen=True)
class ChangedField(Choice):
    """A field of the kinds of records that the filter `table` has chosen."""

    multiple: bool = False

    def options(self, given: Parameters) -> Iterable[tuple[str, Label]]:
        known = recordings()
        for table in given.get("table", ()):
            for column in known[table].columns if table in known else ():
                yield f"{table}.{column.name}", f"{table_label(table)}: {field_label(table, column.name)}"

    def _condition(self, values: list[str]) -> Q:
        table, _dot, column = values[0].partition(".")
        names = Value(names_of(table, column), output_field=ArrayField(TextField()))
        return NAMES_FIELDS & Q(table_name=table) & Q(Overlap(FieldNames("changes"), names))
