"""Changes of state; every one passes its machine's table here and is kept with its reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..models import Beneficiary, Household, StateChange
from ..states import HOUSEHOLD_STATES, PERSON_STATES, HouseholdStatus, PersonStatus


@transaction.atomic
def change_household_state(*, household: Household, target: str, by: Any, reason: str = "") -> StateChange:
    """Bring a household into another state along the table of its machine."""
    household = lock(household, by)
    policy.can_change_household_state(by, household).require()
    HOUSEHOLD_STATES.require(household.status, target, reason)
    if target == HouseholdStatus.ACTIVE and household.head_id is None:
        raise ValidationError(_("Hane reisi seçilmeden hane aktif edilemez."), code="no_head")
    return _change(household, target, reason, by)


@transaction.atomic
def change_person_state(*, person: Beneficiary, target: str, by: Any, reason: str = "") -> StateChange:
    """Bring a person into another state. A head stays active as long as others of the household are."""
    household, person = _lock_with_household(person, by)
    policy.can_change_person_state(by, person).require()
    PERSON_STATES.require(person.status, target, reason)
    if household.head_id == person.pk and target != PersonStatus.ACTIVE:
        _release_head(household, person)
    return _change(person, target, reason, by)


def _lock_with_household(person: Beneficiary, by: Any) -> tuple[Household, Beneficiary]:
    """Lock a person and their household; whoever waited for a move locks the household that the move led to."""
    while True:
        household = Household.objects.select_for_update().get(pk=person.household_id)
        person = lock(person, by)
        if person.household_id == household.pk:
            return household, person


def _release_head(household: Household, person: Beneficiary) -> None:
    if household.members.filter(status=PersonStatus.ACTIVE).exclude(pk=person.pk).exists():
        raise ValidationError(_("Önce haneye yeni bir reis seçin."), code="new_head_required")


def _change(row: Household | Beneficiary, target: str, reason: str, by: Any) -> StateChange:
    change = StateChange(
        source=row.status, target=target, reason=reason.strip(), previous_reason=row.status_reason, by=by
    )
    if isinstance(row, Household):
        change.household = row
    else:
        change.person = row
    row.status, row.status_reason = target, reason.strip()
    row.save(update_fields=["status", "status_reason", "updated_at"])
    change.save()
    return change


@transaction.atomic
def undo_state_change(*, change: StateChange, by: Any) -> StateChange:
    """Take back a change of state, as long as nothing came after it."""
    subject: Any = change.household or change.person
    row = lock(subject, by)
    change = StateChange.objects.select_for_update().get(pk=change.pk)
    policy.can_undo(by, change).require()
    newer = StateChange.objects.filter(household=change.household_id, person=change.person_id, pk__gt=change.pk)
    if row.status != change.target or newer.exists():
        raise ValidationError(_("Bu arada durum yeniden değişti; geri alınmadı."), code="changed_meanwhile")
    row.status, row.status_reason = change.source, change.previous_reason
    row.save(update_fields=["status", "status_reason", "updated_at"])
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    return change
