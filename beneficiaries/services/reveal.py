"""Showing a masked value in clear: only for a reason, and never without a trace."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import audit
from kafkasder.core.identifiers import format_iban, format_phone

from .. import policy
from ..models import Beneficiary

REVEALABLE = {"identity_number": str, "phone": format_phone, "iban": format_iban}
SHORTEST_REASON = 5


@transaction.atomic
def reveal(*, person: Beneficiary, field: str, reason: str, by: Any) -> str:
    """Return the clear value of a masked field and record who asked, and why."""
    policy.can_reveal(by, person).require()
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    audit.record_read(person, fields=[field], reason=reason.strip(), by=by)
    return REVEALABLE[field](getattr(person, field))
