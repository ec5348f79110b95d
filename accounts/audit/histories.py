"""The trail of one row."""

from django.db.models import Model, QuerySet

from ..models.audit import AuditEntry
from .recording import tables_of


def history(row: Model) -> QuerySet[AuditEntry]:
    """Return what was done to `row` and to its many-to-many fields, newest first."""
    return AuditEntry.objects.filter(table_name__in=tables_of(type(row)), row_pk=str(row.pk)).order_by("-id")
