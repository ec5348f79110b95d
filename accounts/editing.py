"""The form of an audited record: when two people meet in it, the trail says who the other one was."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from kafkasder.core.editing import EditForm

from .audit import history
from .models.audit import Action, AuditEntry

_NEWEST = 100  # what happens while a form is open is among a row's newest entries
CHANGES = (Action.CREATE, Action.UPDATE, Action.DELETE)


class RecordForm(EditForm):
    """An `EditForm` for rows that the audit trail knows, which are all of ours."""

    def changed_by(self, names: Iterable[str]) -> tuple[str, datetime | None]:
        latest = [entry for name in names for entry in self.changes_of(name)[:1]]
        if not latest:
            return "", None
        entry = max(latest, key=lambda each: each.pk)
        return entry.actor_name or str(entry.get_source_display()), entry.at

    def changes_of(self, name: str) -> list[AuditEntry]:
        """Return the trail's entries that tell of changes of this field, newest first."""
        field = self._model_fields().get(name)
        table = self.instance._meta.db_table
        return [
            entry for entry in self._newest if field and entry.table_name == table and field.column in entry.changes
        ]

    @cached_property
    def _newest(self) -> list[AuditEntry]:
        return list(history(self.instance).filter(action__in=CHANGES)[:_NEWEST])
