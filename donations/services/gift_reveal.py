"""Showing in clear from whose account or telephone a gift came: only for a reason, and never without a trace."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.services.disclosures import record_read
from kafkasder.core.identifiers import format_iban, format_phone

from .. import policy
from ..models import Donation
from .reveal import SHORTEST_REASON

PAYMENT_REVEALABLE: dict[str, Callable[[str], str]] = {"sender_account": format_iban, "sms_phone": format_phone}


@transaction.atomic
def reveal_payment(*, donation: Donation, field: str, reason: str, by: Any) -> str:
    """Return the clear value of a masked field of a donation and record who asked, and why."""
    policy.can_reveal_payment(by, donation).require()
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    record_read(donation, fields=[field], reason=reason.strip(), by=by)
    return PAYMENT_REVEALABLE[field](getattr(donation, field))
