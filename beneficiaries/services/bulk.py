"""Changes to many households at once, and taking them back by what the audit trail says was there before."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditEntry

from ..models import Household
from ..policy import UNDO_WINDOW, changeable_households

TAKEN_BACK = ("assigned_to_id", "priority")


@transaction.atomic
def change_households(*, households: QuerySet[Household], by: Any, **values: Any) -> int:
    """Give `values` to those of the households that `by` may change, and return how many did not have them yet."""
    changing = changeable_households(by, households).exclude(**values)
    return _write(changing, **values)


@transaction.atomic
def undo_change_of_households(*, request_id: str, by: Any) -> int:
    """Take back what `by` changed with one request a little while ago, where nobody changed it again since."""
    entries = AuditEntry.objects.filter(
        actor=by,
        request_id=request_id,
        action="update",
        table_name=Household._meta.db_table,
        at__gte=timezone.now() - UNDO_WINDOW,
    )
    keys: dict[tuple[str, Any, Any], list[int]] = defaultdict(list)
    for key, changes in entries.values_list("row_pk", "changes"):
        for column in changes.keys() & set(TAKEN_BACK):
            before, after = changes[column]
            keys[column, before, after].append(int(key))
    allowed = changeable_households(by, Household.objects.visible_to(by))
    return sum(
        _write(allowed.filter(pk__in=found, **{column: after}), **{column: before})
        for (column, before, after), found in keys.items()
    )


def _write(rows: QuerySet[Household], **values: Any) -> int:
    """Change those of the rows that are to be changed still once they are locked, as for one row alone."""
    keys = list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return Household.objects.filter(pk__in=keys).update(**values, updated_at=timezone.now())
