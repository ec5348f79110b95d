"""Showing what pages mask of an application: only for a reason, and never without a trace."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.services.disclosures import record_read
from kafkasder.core.identifiers import format_phone

from ..models import AidApplication, NeedScore
from ..scoring import Details

SHORTEST_REASON = 5


@transaction.atomic
def open_score(*, score: NeedScore, reason: str, by: Any) -> Details:
    """Return all that a score was given for, of health too, and record who asked, and why."""
    if not by.has_perm("beneficiaries.view_sensitive"):
        raise PermissionDenied
    _require(reason)
    record_read(score, fields=["details"], reason=reason.strip(), by=by)
    return Details.of_text(score.details)


@transaction.atomic
def reveal_phone(*, application: AidApplication, reason: str, by: Any) -> str:
    """Return an organisation's phone in clear, and record who asked, and why."""
    if not by.has_perm("beneficiaries.reveal_identity"):
        raise PermissionDenied
    _require(reason)
    record_read(application, fields=["applicant_phone"], reason=reason.strip(), by=by)
    return format_phone(application.applicant_phone)


def _require(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
