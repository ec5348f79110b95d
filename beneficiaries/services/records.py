"""What is kept beside a person: identity documents and the sensitive record."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock

from .. import policy
from ..models import IdentityDocument, SensitiveRecord


@transaction.atomic
def save_document(*, document: IdentityDocument, by: Any) -> IdentityDocument:
    """Store a new or changed identity document of a person."""
    person = lock(document.person, by)
    policy.can_change_person(by, person).require()
    document.save()
    return document


@transaction.atomic
def save_sensitive(*, record: SensitiveRecord, by: Any) -> SensitiveRecord:
    """Store a person's sensitive record, which may be new."""
    person = lock(record.person, by)
    policy.can_change_sensitive(by, person).require()
    record.save()
    return record
