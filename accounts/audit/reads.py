"""The trail as the rooms use it: recording that somebody looked, and the history of one row."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from ..models.audit import Action, AuditEntry
from .context import acting, current
from .recording import label_of, tables_of


def record_read(row: Model, *, fields: Iterable[str], reason: str, by: Any) -> None:
    """Record that `by` saw the `fields` of `row` in clear, and why."""
    with acting(user=by, reason=reason):
        told = current().told()
    AuditEntry.objects.create(
        at=timezone.now(),
        actor_id=told["actor"],
        actor_name=told["name"],
        source=told["source"],
        ip=told["ip"],
        request_id=told["request"],
        action=Action.VIEW,
        table_name=row._meta.db_table,
        row_pk=str(row.pk),
        row_label=label_of(row),
        changes={field: [] for field in fields},
        reason=told["reason"],
    )


def history(row: Model) -> QuerySet[AuditEntry]:
    """Return what was done to `row` and to its many-to-many fields, newest first."""
    return AuditEntry.objects.filter(table_name__in=tables_of(type(row)), row_pk=str(row.pk)).order_by("-id")
