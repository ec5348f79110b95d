"""The form of an audited record: when two people clash, the trail says who the other one was."""

from collections.abc import Iterable
from datetime import datetime

from kafkasder.core.editing import EditForm

from .audit import history


class RecordForm(EditForm):
    """An `EditForm` for rows that the audit trail knows, which are all of ours."""

    def changed_by(self, names: Iterable[str]) -> tuple[str, datetime | None]:
        fields = self._model_fields()
        columns = [fields[name].column for name in names if name in fields]
        entry = history(self.instance).filter(changes__has_any_keys=columns).first() if columns else None
        return (entry.actor_name, entry.at) if entry else ("", None)
