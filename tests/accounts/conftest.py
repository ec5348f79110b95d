"""What several tests of accounts begin with."""

import pytest

from accounts import audit
from accounts.audit.sealing import seal
from accounts.models import AuditEntry
from accounts.services.disclosures import record_export, record_read

from ..factories import make_household, make_user


@pytest.fixture
def trail(db) -> list[AuditEntry]:
    """A sealed trail of every kind of entry."""
    clerk = make_user("staff", full_name="Zeynep Kaya")
    home = make_household(notes="Bir not")
    with audit.acting(user=clerk, source="web", ip="10.0.0.7", request_id="7KQ2M-9XDPA", reason="Düzeltme"):
        type(home).objects.update(notes="Başka not")
        record_read(home, fields=["phone"], reason="Arama", by=clerk)
        record_export(type(home), rows=1, fields=["notes"], address="/haneler/", reason="Rapor", by=clerk)
    seal()
    return list(AuditEntry.objects.order_by("pk"))
