"""What several tests of accounts begin with."""

from collections.abc import Iterator

import pytest
import requests

from accounts import audit
from accounts.audit.sealing import seal
from accounts.models import AuditEntry
from accounts.services.disclosures import record_export, record_read

from ..factories import make_household, make_user
from .google import EMAIL, credentials


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


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    from oidc_provider_mock import run_server_in_thread  # here, where its own complaints are not heeded

    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def google(provider, settings):
    """Give a person at a provider that stands for Google, through which one may sign in."""
    settings.SOCIALACCOUNT_PROVIDERS = credentials(provider)

    def give(sub="1", **claims):
        claims = {"email": EMAIL, "email_verified": True, "name": "Ayşe Yılmaz"} | claims
        requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()

    give()
    return give


@pytest.fixture
def ayse():
    return make_user(email=EMAIL, full_name="Ayşe Yılmaz")
