"""Bringing back what a record's field held before, by the room's own form and service, so that all its rules hold.

What somebody sends is what they would have typed into the form of the record: its other fields stay as they are, and
what others saved meanwhile is a clash. `restorers` says which models' values can come back, and how.
"""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Field
from django.http import QueryDict
from django.utils.translation import gettext as _

from kafkasder.core.editing import EditForm

from ..models.audit import AuditEntry
from . import words
from .context import acting
from .recording import MASK, REDACTED
from .restorers import Restorer


@dataclass(frozen=True)
class Former:
    """What one field held before an entry, in words, beside what it holds now."""

    name: str
    label: Any
    then: str
    now: str
    hindrance: str = ""  # why it cannot come back


class Restoration:
    """The fields of an entry that `user` may bring back into `row`."""

    def __init__(self, entry: AuditEntry, restorer: Restorer, row: Any, user: Any) -> None:
        self.entry, self.restorer, self.row, self.user = entry, restorer, row, user

    @cached_property
    def formers(self) -> list[Former]:
        changed = [(column, words.column_field(self.entry.table_name, column)) for column in self.entry.changes]
        wording = words.wording_of(
            (field, value)
            for column, field in changed
            if field
            for value in (self.entry.changes[column][0], getattr(self.row, field.attname))
        )
        return [self._former(column, field, wording) for column, field in changed]

    @cached_property
    def possible(self) -> list[str]:
        return [former.name for former in self.formers if not former.hindrance]

    @property
    def stamp(self) -> str:
        """What the page must send back, so that a change by somebody else in between is noticed."""
        return str(self._form_now["stamp"].value())

    def fill_in(self, names: Collection[str], stamp: str) -> EditForm:
        """Return the form of the record with the former values of these fields typed into it."""
        form = self.restorer.form(self._typed(names, stamp), self.row, self.user)
        form.chosen = self._together(names)
        return form

    def is_dangerous(self, form: EditForm) -> bool:
        return form.is_valid() and self.restorer.is_dangerous(form)

    def bring_back(self, form: EditForm) -> None:
        """Save what `fill_in` gave; the form's errors and clashes say why it was refused."""
        if form.is_valid():
            with acting(reason=_("geri getirildi: %(entry)d") % {"entry": self.entry.pk}):
                self.restorer.save(form, self.row, self.user)

    @cached_property
    def _form_now(self) -> EditForm:
        return self.restorer.form(None, self.row, self.user)

    def _former(self, column: str, field: "Field[Any, Any] | None", wording: Any) -> Former:
        before = self.entry.changes[column][0]
        label = words.field_label(self.entry.table_name, column)
        then = words.say(self.entry.table_name, column, before, wording)
        if field is None:
            return Former(column, label, then, "", _("Bu alan artık yok."))
        if REDACTED in self.entry.changes[column]:
            return Former(field.name, label, then, "", _("Değeri imha edildi."))
        if MASK in self.entry.changes[column]:
            return Former(field.name, label, then, MASK, _("Değeri gizli tutulur, denetim izinde de yoktur."))
        now = words.say(self.entry.table_name, column, getattr(self.row, field.attname), wording)
        return Former(field.name, label, then, now, self._hindrance(field, before))

    def _hindrance(self, field: "Field[Any, Any]", before: Any) -> str:
        if field.name not in self._form_now.merged_fields():
            return _("Bu alan formla değil, kendi işlemiyle değişir.")
        if _to_python(field, before) == getattr(self.row, field.attname):
            return _("Şimdiki değer zaten bu.")
        return ""

    def _typed(self, names: Collection[str], stamp: str) -> QueryDict:
        """Return what a person would type who puts the former values into the form of the record."""
        past = copy(self.row)
        for column, (before, *_after) in self.entry.changes.items():
            field = words.column_field(self.entry.table_name, column)
            if field and field.name in self._together(names):
                setattr(past, field.attname, _to_python(field, before))
        form = self.restorer.form(None, past, self.user)
        data = QueryDict(mutable=True)
        for name, values in (form.typed() | {form.add_prefix("stamp"): [stamp]}).items():
            data.setlist(name, values)
        return data

    def _together(self, names: Collection[str]) -> set[str]:
        """Return these fields with those that one rule binds to them, as far as they can come back too."""
        groups = self._form_now.together.values()
        bound = {each for group in groups if set(group) & set(names) for each in group}
        return {name for name in self.possible if name in bound or name in names}


def _to_python(field: "Field[Any, Any]", value: Any) -> Any:
    """Return a value as the model holds it from how the trail keeps it; a missing text is an empty one."""
    if field.is_relation:
        return field.target_field.to_python(value)  # type: ignore[attr-defined]
    python = field.to_python(value)
    return field.get_default() if python is None and not field.null else python
