"""Changing what the association is called and what stands at the head of its papers."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..models import OrganisationProfile, User

VERB = "accounts.change_organisation"


@transaction.atomic
def locked_profile() -> OrganisationProfile:
    """Return the row, made if need be, locked until the transaction around this ends."""
    OrganisationProfile.objects.get_or_create(pk=OrganisationProfile.KEY)
    return OrganisationProfile.objects.select_for_update().get(pk=OrganisationProfile.KEY)


@transaction.atomic
def change_organisation(*, by: User, **values: Any) -> OrganisationProfile:
    """Store what differs; `logo` is a picture that was checked, or nothing."""
    if not by.has_perm(VERB):
        raise PermissionDenied
    row = locked_profile()
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.full_clean()
        row.save(update_fields=changed)
    return row
