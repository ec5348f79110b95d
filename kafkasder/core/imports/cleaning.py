"""Cleaning rows with the fields of a page's form, made once: a form for each row would cost ten times as much."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .cells import text_of
from .columns import Column

Wrong = dict[str, ValidationError]
_FEW_VALUES = forms.ChoiceField | forms.BooleanField


class FieldCleaner:
    """The fields of a form class that a sheet's columns fill."""

    def __init__(self, form: "type[forms.Form] | type[forms.ModelForm[Any]]", columns: Iterable[Column]) -> None:
        self._steps = {
            column.name: (column, deepcopy(form.base_fields[column.form_field]))
            for column in columns
            if column.form_field in form.base_fields
        }
        self._known: dict[tuple[str, Any], Any] = {}

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
        column, field = self._steps[name]
        if not isinstance(field, _FEW_VALUES):
            value = column.read(cell)
            return field.clean(value) if value not in ("", None) else value
        key = (name, text_of(cell))
        if key not in self._known:
            value = column.read(cell)
            self._known[key] = field.clean(value) if value not in ("", None, []) else value
        return self._known[key]
