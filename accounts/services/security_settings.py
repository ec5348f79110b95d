"""Changing what administrators set about security."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..models import EventKind, SecuritySettings, User
from .factor_duty import note_duty_of_all
from .security_events import record_event

VERB = "accounts.change_security"


@transaction.atomic
def locked_settings() -> SecuritySettings:
    """Return the row, made if need be, locked until the transaction around this ends."""
    SecuritySettings.objects.get_or_create(pk=SecuritySettings.KEY)
    return SecuritySettings.objects.select_for_update().get(pk=SecuritySettings.KEY)


@transaction.atomic
def change_security_settings(*, by: User, **values: Any) -> SecuritySettings:
    """Store what differs, and record which settings these were; values are in the audit trail."""
    if not by.has_perm(VERB):
        raise PermissionDenied
    row = locked_settings()
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.full_clean()
        row.save(update_fields=changed)
        record_event(EventKind.SETTINGS, user=by, fields=changed)
    if {"factor_roles", "factor_grace_days"} & set(changed):
        note_duty_of_all()
    return row
