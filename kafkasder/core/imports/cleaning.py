"""Cleaning rows with the fields of a page's form, made once: a form for each row would cost ten times as much."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .columns import Column

Wrong = dict[str, ValidationError]
_MOST_REMEMBERED = 5_000


class FieldCleaner:
    """The fields of a form class that a sheet's columns fill."""

    def __init__(self, form: "type[forms.Form] | type[forms.ModelForm[Any]]", columns: Iterable[Column]) -> None:
        self._steps = {
            column.name: (column, deepcopy(form.base_fields[column.form_field]))
            for column in columns
            if column.form_field in form.base_fields
        }
        # Sheets repeat themselves: names, places, choices. What a cell said before it says again.
        self._known: dict[str, dict[Any, Any]] = {name: {} for name in self._steps}

    def clean(self, cells: Mapping[str, Any]) -> tuple[dict[str, Any], Wrong]:
        """Return the cleaned values of the cells that say something by field, and what is wrong with others by column.

        An empty cell says nothing: it leaves a default or a stored value as it is.
        """
        cleaned: dict[str, Any] = {}
        wrong: Wrong = {}
        for name, cell in cells.items():
            if name not in self._steps or cell is None or cell == "":
                continue
            try:
                value = self._clean(name, cell)
            except ValidationError as error:
                wrong[name] = error
            else:
                if value not in (None, "", []):
                    cleaned[self._steps[name][0].form_field] = value
        return cleaned, wrong

    def _clean(self, name: str, cell: Any) -> Any:
        known, key = self._known[name], (type(cell), cell)
        if key not in known:
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
            column, field = self._steps[name]
            value = column.read(cell)
            known[key] = field.clean(value) if value not in ("", None, []) else value
        return known[key]
