"""Recording that somebody saw a value in clear or took rows away: in the trail, and as a security event."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from ..audit import acting
from ..audit.context import current
from ..audit.recording import label_of
from ..models import EventKind, Severity
from ..models.audit import Action, AuditEntry
from .security_events import record_event


def record_read(row: Model, *, fields: Iterable[str], reason: str, by: Any) -> None:
    """Record that `by` saw the `fields` of `row` in clear, and why."""
    fields = list(fields)
    _record(
        Action.VIEW,
        type(row),
        row_pk=str(row.pk),
        row_label=label_of(row),
        changes={field: [] for field in fields},
        reason=reason,
        by=by,
    )
    record_event(EventKind.DATA_ACCESS, user=by, table=row._meta.db_table, row=str(row.pk), fields=fields)


def record_export(
    model: type[Model],
    *,
    rows: int,
    fields: Iterable[str],
    address: str,
    reason: str,
    by: Any,
    row: Model | None = None,
) -> None:
    """Record that `by` took `rows` rows of `model` away in a file: all that `address` asks for, with these `fields`.

    Of a file about one `row` its own history tells.
    """
    _record(
        Action.EXPORT,
        model,
        row_pk=str(row.pk) if row else "",
        row_label=label_of(row) if row else _("%(count)d kayıt") % {"count": rows},
        changes={"rows": [None, rows], "address": [None, address]} | {field: [] for field in fields},
        reason=reason,
        by=by,
    )
    taken: dict[str, Any] = {"table": model._meta.db_table, "rows": rows, "export": True}
    record_event(EventKind.DATA_ACCESS, user=by, severity=Severity.MEDIUM, **taken)


def _record(action: Action, model: type[Model], *, reason: str, by: Any, **entry: Any) -> None:
    with acting(user=by, reason=reason):  # the entry's mark holds for these circumstances
        told = current().told()
        AuditEntry.objects.create(
            at=timezone.now(),
            actor_id=told["actor"],
            actor_name=told["name"],
            source=told["source"],
            ip=told["ip"],
            request_id=told["request"],
            action=action,
            table_name=model._meta.db_table,
            reason=told["reason"],
            **entry,
        )
