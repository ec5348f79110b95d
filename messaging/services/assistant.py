"""The assistant itself: switched on, reached, and how much it may be asked."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import UnreadableValue

from .. import policy
from ..addresses import clean_address, same_house
from ..models import AssistantSettings


@transaction.atomic
def locked_settings() -> AssistantSettings:
    """Return the row, made if need be, locked until the transaction around this ends."""
    AssistantSettings.objects.defer("api_key").get_or_create(pk=AssistantSettings.KEY)
    return AssistantSettings.objects.defer("api_key").select_for_update().get(pk=AssistantSettings.KEY)


@transaction.atomic
def change_assistant(*, new_key: str, by: Any, **values: Any) -> AssistantSettings:
    """Store what differs. A key stays with the host that it was given for: another one gets it only if it is typed."""
    policy.can_manage_assistant(by).require()
    row = locked_settings()
    before = row.address
    if address := values.get("address"):
        values["address"] = clean_address(address)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if new_key:
        row.api_key = new_key
        changed.append("api_key")
    elif before and row.address and not same_house(before, row.address) and has_key(row):
        raise ValidationError({"new_key": _("Adres değişince anahtar da yeniden yazılmalıdır.")}, code="key_elsewhere")
    if changed:
        row.changed_by = by
        row.full_clean(exclude=["api_key"], validate_constraints=False)
        row.save(update_fields=[*changed, "changed_by", "changed_at"])
    return row


def has_key(row: AssistantSettings) -> bool:
    return AssistantSettings.objects.filter(pk=row.pk, api_key__isnull=False).exists()


def key_end(row: AssistantSettings) -> str | None:
    """Return the last characters of the key, if it is long enough to show any; None if it does not open."""
    try:
        return row.key_end
    except UnreadableValue:
        return None
