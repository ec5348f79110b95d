"""Changes to many donors at once, and taking them back by what the audit trail says was there before."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import AuditEntry
from kafkasder.core.text import fold
from tasks.tags import MOST_TAGS

from .. import policy
from ..models import Donor
from ..states import DONOR_STATES, DonorState

TAKEN_BACK = ("labels", "state", "state_reason")


@transaction.atomic
def label_many(*, donors: QuerySet[Donor], labels: Sequence[str], by: Any) -> int:
    """Give labels to those of the donors that `by` may change and that have room for them; return how many got any."""
    return sum(_label(donor, labels) for donor in _locked(policy.changeable(by, donors)))


def _label(donor: Donor, labels: Sequence[str]) -> bool:
    present = {fold(label) for label in donor.labels}
    missing = [label for label in labels if fold(label) not in present]
    if not missing or len(donor.labels) + len(missing) > MOST_TAGS:
        return False
    donor.labels = [*donor.labels, *missing]
    donor.save(update_fields=["labels", "updated_at"])
    return True


@transaction.atomic
def archive_many(*, donors: QuerySet[Donor], reason: str, by: Any) -> int:
    """Put those of the donors into the archive that `by` may change, and return how many."""
    archiving = _locked(policy.changeable(by, donors))
    for donor in archiving:
        DONOR_STATES.require(donor.state, DonorState.ARCHIVED, reason)
        donor.state, donor.state_reason = DonorState.ARCHIVED, reason.strip()
        donor.save(update_fields=["state", "state_reason", "updated_at"])
    return len(archiving)


@transaction.atomic
def undo_change_of_many(*, request_id: str, by: Any) -> int:
    """Take back what `by` changed with one request a little while ago, where nobody changed it again since."""
    policy.can_add_donor(by).require()
    entries = AuditEntry.objects.filter(
        actor=by,
        request_id=request_id,
        action="update",
        table_name=Donor._meta.db_table,
        at__gte=timezone.now() - policy.UNDO_WINDOW,
    )
    changes = {int(key): change for key, change in entries.values_list("row_pk", "changes")}
    rows = Donor.objects.visible_to(by).filter(pk__in=changes, destroyed_at__isnull=True)
    return sum(_take_back(donor, changes[donor.pk]) for donor in _locked(rows))


def _take_back(donor: Donor, changes: dict[str, Any]) -> bool:
    former = {column: pair for column, pair in changes.items() if column in TAKEN_BACK}
    if not former or any(getattr(donor, column) != (after or "") for column, (_, after) in former.items()):
        return False
    for column, (before, _after) in former.items():
        setattr(donor, column, before or ([] if column == "labels" else ""))
    donor.save(update_fields=[*former, "updated_at"])
    return True


def _locked(rows: QuerySet[Donor]) -> list[Donor]:
    """Return the rows, locked in the order of their keys as everybody does, as they are once they are."""
    return list(rows.order_by("pk").select_for_update(of=("self",)))
