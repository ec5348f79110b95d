"""Showing a masked value in clear: only for a reason, and never without a trace."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.services.disclosures import record_read
from kafkasder.core.identifiers import format_iban, format_phone

from .. import policy
from ..models import BankAccount, Beneficiary, CaseNote, Household, IdentityDocument, SensitiveRecord

REVEALABLE: dict[type[Model], dict[str, Callable[[str], str]]] = {
    Beneficiary: {"identity_number": str, "phone": format_phone},
    Household: {"phone": format_phone, "reference_phone": format_phone},
    IdentityDocument: {"number": str},
    BankAccount: {"iban": format_iban},
    CaseNote: {"secret_text": str},
}
SHORTEST_REASON = 5


@transaction.atomic
def reveal(*, row: Any, field: str, reason: str, by: Any) -> str:
    """Return the clear value of a masked field and record who asked, and why."""
    policy.can_reveal(by, row).require()
    _record(row, [field], reason, by)
    return REVEALABLE[type(row)][field](getattr(row, field))


@transaction.atomic
def open_sensitive(*, person: Beneficiary, reason: str, by: Any) -> SensitiveRecord:
    """Return a person's sensitive record, a blank one if nothing is kept yet, and record who asked, and why."""
    policy.can_view_sensitive(by, person).require()
    record = SensitiveRecord.objects.filter(person=person).first() or SensitiveRecord(person=person)
    _record(record, ["health_flags", "disability_group", "disability_percent", "notes"], reason, by)
    return record


def _record(row: Model, fields: Iterable[str], reason: str, by: Any) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    record_read(row, fields=fields, reason=reason.strip(), by=by)
