"""What is kept beside a person: identity documents and the sensitive record."""

from typing import Any

from django.db import transaction

from .. import policy
from ..models import IdentityDocument, SensitiveRecord


@transaction.atomic
def save_document(*, document: IdentityDocument, by: Any) -> IdentityDocument:
    """Store a new or changed identity document of a person."""
    policy.can_change_person(by, document.person).require()
    document.save()
    return document


@transaction.atomic
def save_sensitive(*, record: SensitiveRecord, by: Any) -> SensitiveRecord:
    """Store a person's sensitive record, which may be new."""
    policy.can_change_sensitive(by, record.person).require()
    record.save()
    return record
