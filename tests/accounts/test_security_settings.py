"""The settings of security: two administrators do not overwrite each other, and every change leaves its traces."""

from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.forms.security import SecuritySettingsForm
from accounts.models import AuditEntry, EventKind, SecurityEvent, SecuritySettings

from ..factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/guvenlik/ayarlar/"


@pytest.fixture
def admin() -> Client:
    return signed_in("admin")


def signed_in(role: str, **fields: Any) -> Client:
    client = Client()
    client.force_login(make_user(role, **fields))
    return client


def opened(client: Client) -> dict[str, Any]:
    """Return what the form sends as it was opened."""
    form = client.get(ADDRESS).context["form"]
    return {field.name: field.value() for field in form if field.value() is not None}


def test_every_setting_is_on_the_page(admin: Client) -> None:
    page = admin.get(ADDRESS).content.decode()
    for field in SecuritySettings._meta.concrete_fields:
        assert (f'name="{field.name}"' in page) != field.primary_key, field.name
    assert page.count("<fieldset") + page.count('class="form-section"') >= len(SecuritySettingsForm.SECTIONS)


def test_a_change_is_stored_and_told(admin: Client) -> None:
    sent = opened(admin) | {"lockout_minutes": 45, "factor_roles": ["board", "admin"]}
    assert admin.post(ADDRESS, sent).status_code == 302
    current = SecuritySettings.current()
    assert (current.lockout_minutes, current.factor_roles) == (45, ["admin", "board"])
    (event,) = SecurityEvent.objects.filter(kind=EventKind.SETTINGS)
    assert sorted(event.details["fields"]) == ["factor_roles", "lockout_minutes"]
    entry = AuditEntry.objects.filter(table_name="accounts_securitysettings", action="update").get()
    assert entry.changes["lockout_minutes"] == [30, 45]
    page = admin.get(ADDRESS).content.decode()
    assert "Son değiştiren" in page
    assert entry.actor_name in page


def test_saving_without_a_change_leaves_no_trace(admin: Client) -> None:
    assert admin.post(ADDRESS, opened(admin)).status_code == 302
    assert not SecurityEvent.objects.filter(kind=EventKind.SETTINGS).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lockout_attempts", "2"),
        ("lockout_attempts", "21"),
        ("lockout_minutes", "-1"),
        ("factor_grace_days", "91"),
        ("suspicious_refusals", "0"),
        ("suspicious_refusals", "9" * 30),
        ("concurrent_sessions", "çok"),
        ("factor_roles", "root"),
    ],
)
def test_what_is_out_of_bounds_is_refused_beside_its_field(admin: Client, field: str, value: str) -> None:
    answer = admin.post(ADDRESS, opened(admin) | {field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not SecuritySettings.objects.exclude(lockout_attempts=5).exists()


def test_two_administrators_who_change_different_settings_keep_both(admin: Client) -> None:
    other = signed_in("admin")
    mine, theirs = opened(admin), opened(other)
    assert other.post(ADDRESS, theirs | {"trusted_device_days": 7}).status_code == 302
    assert admin.post(ADDRESS, mine | {"lockout_minutes": 60}).status_code == 302
    current = SecuritySettings.current()
    assert (current.trusted_device_days, current.lockout_minutes) == (7, 60)


def test_of_two_who_change_the_same_setting_the_second_decides(admin: Client) -> None:
    other = signed_in("admin", full_name="Elif Demir")
    mine, theirs = opened(admin), opened(other)
    other.post(ADDRESS, theirs | {"factor_roles": ["board"]})
    answer = admin.post(ADDRESS, mine | {"factor_roles": ["admin", "staff"]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Elif Demir" in page
    assert "Başkan / Yönetim" in page
    assert SecuritySettings.current().factor_roles == ["board"]
    sent = mine | {"factor_roles": ["admin", "staff"], "choice-factor_roles": "mine"}
    sent["stamp"] = answer.context["form"]["stamp"].value()
    assert admin.post(ADDRESS, sent).status_code == 302
    assert SecuritySettings.current().factor_roles == ["admin", "staff"]


def test_there_is_one_row() -> None:
    SecuritySettings.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        SecuritySettings.objects.create(pk=2)


@pytest.mark.parametrize("role", ["board", "staff", "auditor"])
def test_others_change_nothing(role: str) -> None:
    client = signed_in(role)
    assert client.post(ADDRESS, {"lockout_attempts": 20}).status_code == 403
    assert not SecuritySettings.objects.exists()


def test_whoever_finds_an_open_screen_changes_nothing(admin: Client) -> None:
    sent = opened(admin) | {"lockout_minutes": 45}
    session = admin.session
    session["identity_proved_at"] = 0
    session.save()
    assert "Siz olduğunuzu doğrulayın" in unescape(admin.post(ADDRESS, sent).content.decode())
    assert SecuritySettings.current().lockout_minutes == 30
    assert admin.post(ADDRESS, sent | {"proof-password": PASSWORD}).status_code == 302
    assert SecuritySettings.current().lockout_minutes == 45
