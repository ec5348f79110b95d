"""Showing a masked value in clear: only for a reason, and never without a trace."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.services.disclosures import record_read
from kafkasder.core.identifiers import format_phone

from .. import policy
from ..models import Donor

REVEALABLE: dict[str, Callable[[str], str]] = {"number": str, "phone": format_phone}
SHORTEST_REASON = 5


@transaction.atomic
def reveal(*, donor: Donor, field: str, reason: str, by: Any) -> str:
    """Return the clear value of a masked field and record who asked, and why."""
    policy.can_reveal(by, donor).require()
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    record_read(donor, fields=[field], reason=reason.strip(), by=by)
    return REVEALABLE[field](getattr(donor, field))
