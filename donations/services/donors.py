"""Registering donors, changing them, and putting them into the archive."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..choices import DonorKind
from ..models import Donor
from ..states import DONOR_STATES


@transaction.atomic
def save_donor(*, donor: Donor, by: Any) -> Donor:
    """Store a new donor, or changed facts of one; state and consents have services of their own."""
    if donor.pk is None:
        policy.can_add_donor(by).require()
        donor.created_by = by
    else:
        policy.can_change_donor(by, donor).require()
    donor.save()
    return donor


@transaction.atomic
def anonymous_donor(*, by: Any) -> Donor:
    """Return the one donor of all who want to stay unnamed, registered when first asked for.

    Nothing is learnt by it, so whoever takes a gift in asks for the right to do that.
    """
    if donor := Donor.objects.filter(kind=DonorKind.ANONYMOUS).first():
        return donor
    lock_named("donations.anonymous")
    donor, _created = Donor.objects.get_or_create(kind=DonorKind.ANONYMOUS, defaults={"created_by": by})
    return donor


@transaction.atomic
def change_donor_state(*, donor: Donor, target: str, by: Any, reason: str = "") -> Donor:
    """Bring a donor into another state along the table of the machine."""
    donor = lock(donor, by)
    policy.can_change_donor_state(by, donor).require()
    DONOR_STATES.require(donor.state, target, reason)
    donor.state, donor.state_reason = target, reason.strip()
    donor.save(update_fields=["state", "state_reason", "updated_at"])
    return donor
