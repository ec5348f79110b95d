"""The Django admin shows accounts, and lets nobody around the panel's rules."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AuditEntry, ForbiddenPair, TrustedDevice, User

from ..factories import PASSWORD, make_user, sign_in_with_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user("admin")
    sign_in_with_code(client, user)
    return user


def test_the_admin_signs_in_by_the_panels_page(client):
    assert client.get("/yonetim/").url.startswith("/yonetim/login/")
    assert client.get("/yonetim/login/", follow=True).redirect_chain[-1][0].startswith("/giris/")


def test_one_signs_out_of_the_admin_by_the_panels_page(client, administrator):
    """It asks where something typed would be lost, which the admin's own page does not."""
    assert client.post("/yonetim/logout/").url == "/cikis/"
    assert "data-signs-out" in client.get("/cikis/").content.decode()
    assert client.post("/cikis/").status_code == 302
    assert client.get("/yonetim/").status_code == 302


def test_corrections_are_recorded_as_made_there(client, administrator):
    user = make_user("staff", full_name="Eski Ad")
    fields = {"full_name": "Yeni Ad", "phone": "", "title": "", "labels": "", "language": "tr"}
    forged = {
        "email": "baskasi@example.org",
        "is_active": "",
        "groups": [Group.objects.get(name="admin").pk],
        "password": "x",
    }
    address = reverse("admin:accounts_user_change", args=[user.pk])
    assert client.post(address, fields | forged).status_code == 302
    changed = User.objects.get(pk=user.pk)
    assert (changed.full_name, changed.email) == ("Yeni Ad", user.email)  # by a new e-mail an account is taken over
    assert (changed.is_active, changed.password) == (True, user.password)
    assert [role.slug for role in changed.roles] == ["staff"]
    entry = AuditEntry.objects.filter(table_name="accounts_user").latest("pk")
    assert (entry.source, entry.actor, list(entry.changes)) == ("admin", administrator, ["full_name"])


def test_pages_show_no_secret_and_offer_no_deletion(client, administrator):
    user = make_user("staff")
    page = client.get(reverse("admin:accounts_user_change", args=[user.pk])).content.decode()
    assert user.password not in page
    assert "deletelink" not in page
    for name, key in (("user", user.pk), ("auditentry", AuditEntry.objects.latest("pk").pk)):
        assert client.post(reverse(f"admin:accounts_{name}_delete", args=[key]), {"post": "yes"}).status_code == 403


def test_a_password_changes_on_the_panels_page_alone(client, administrator):
    sent = {"old_password": PASSWORD, "new_password1": "Cinar-yapragi-9", "new_password2": "Cinar-yapragi-9"}
    assert client.post("/yonetim/password_change/", sent).url == reverse("account_change_password")
    assert User.objects.get(pk=administrator.pk).check_password(PASSWORD)


def test_pairs_are_written_by_their_service_alone(client, administrator):
    sent = {"first": "accounts.view_audit", "second": "accounts.view_security", "reason": "Kimse denetçi olmasın"}
    assert client.post(reverse("admin:accounts_forbiddenpair_add"), sent).status_code == 403
    pair = ForbiddenPair.objects.create(**sent)
    assert client.post(reverse("admin:accounts_forbiddenpair_change", args=[pair.pk]), sent).status_code == 403
    assert (
        client.post(reverse("admin:accounts_forbiddenpair_delete", args=[pair.pk]), {"post": "yes"}).status_code == 403
    )


def test_no_address_guesses_at_a_hidden_column(client, administrator):
    users = reverse("admin:accounts_user_changelist")
    assert client.get(users, {"is_active__exact": "1"}).status_code == 200
    assert client.get(users, {"groups__id__exact": "1"}).status_code == 200
    assert client.get(users, {"password__startswith": "argon2"}).status_code == 400
    devices = reverse("admin:accounts_trusteddevice_changelist")
    assert client.get(devices, {"digest__startswith": "a"}).status_code == 400


@pytest.mark.parametrize(
    "name", ["accounts_user", "auth_group", "accounts_auditentry", "accounts_authenticator", "accounts_trusteddevice"]
)
def test_lists_and_pages_open(client, administrator, name):
    user = make_user("staff", full_name="Işıl")
    TrustedDevice.objects.create(user=user, digest="a", auth_hash="b")
    assert client.get(reverse(f"admin:{name}_changelist"), {"q": "isil"} if "user" in name else {}).status_code == 200
    model = apps.get_model(name.replace("_", "."))
    key = model.objects.order_by("pk").values_list("pk", flat=True)[0]
    assert client.get(reverse(f"admin:{name}_change", args=[key])).status_code == 200


def test_the_page_of_permissions_is_up_to_date():
    call_command("permissions_doc", check=True)
