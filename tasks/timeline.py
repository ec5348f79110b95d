"""The history of a task as its page tells it: its own, and that of its steps, comments and files."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q

from accounts.audit import words
from accounts.audit.recording import tables_of
from accounts.models.audit import Action, AuditEntry
from kafkasder.core.timeline import Entry

from .models import ChecklistItem, Comment, Task, TaskFile

_NEWEST = 60
_PARTS: tuple[type[Model], ...] = (ChecklistItem, Comment, TaskFile)


def task_timeline(task: Task) -> list[Entry]:
    """Return the newest that happened to a task."""
    condition = Q(table_name__in=tables_of(Task), row_pk=str(task.pk))
    for part in _PARTS:
        keys = part._default_manager.filter(task=task).values_list("pk", flat=True)
        condition |= Q(table_name=part._meta.db_table, row_pk__in=[str(key) for key in keys])
    removed = [part._meta.db_table for part in _PARTS]
    condition |= Q(table_name__in=removed, action=Action.DELETE, changes__task_id__0=task.pk)
    return _told(AuditEntry.objects.filter(condition).order_by("-id")[:_NEWEST])


def _told(entries: Iterable[AuditEntry]) -> list[Entry]:
    """Return entries in words; that a row belongs to this task is said by the page already."""
    entries = list(entries)
    for entry in entries:
        if entry.table_name != Task._meta.db_table:
            changes: dict[str, Any] = entry.changes
            changes.pop("task_id", None)
    return words.timeline(entries)
