"""Asking again who somebody is before dangerous acts; what was posted comes through whole."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import SecurityEvent, SecuritySettings, User

from ..factories import PASSWORD, make_household, make_phone, make_user, sign_in_with_code
from ..matrix import all_rows

pytestmark = pytest.mark.django_db

DANGEROUS = {
    "accounts:factor_set_up",
    "accounts:security_settings",
    "accounts:session_limits",
    "accounts:user_reset_factor",
    "accounts:user_verbs",
    "privacy:person_export",
    "privacy:proposal_carry_out",
    "privacy:proposal_confirm",
}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def age_proof(client: Client, minutes: int) -> None:
    session = client.session
    session["identity_proved_at"] = (timezone.now() - timedelta(minutes=minutes)).timestamp()
    session.save()


def asks(answer) -> bool:
    return "Siz olduğunuzu doğrulayın" in unescape(answer.content.decode())


def held(answer) -> dict[str, list[str]]:
    """Return what the page that asks would post again."""
    fields: dict[str, list[str]] = {}
    _, form = answer.content.decode().split('class="proof ')
    for name, value in HIDDEN.findall(form.partition("</form>")[0]):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(unescape(name), []).append(unescape(value))
    return fields


def is_file(answer) -> bool:
    return answer.streaming and bool(b"".join(answer.streaming_content))


@pytest.fixture
def admin(client) -> User:
    user = make_user("admin")
    client.force_login(user)
    age_proof(client, minutes=11)
    return user


def test_extra_verbs_ask_when_the_last_proof_is_old(client, admin):
    person = make_user("volunteer")
    address = f"/kullanicilar/{person.pk}/yetkiler/"
    assert client.get(address).status_code == 200  # looking is free
    typed = {"accounts": ["accounts.view_audit", "accounts.view_live"], "reason": ["Nöbetçi oldu"]}
    asked = client.post(address, typed)
    assert asks(asked)
    assert held(asked) == typed
    assert User.objects.get(pk=person.pk).extra_verbs == set()
    wrong = client.post(address, held(asked) | {"proof-password": "yanlis-parola-1"})
    assert (wrong.status_code, held(wrong)) == (422, typed)
    assert client.post(address, held(wrong) | {"proof-password": PASSWORD}).status_code == 302
    assert User.objects.get(pk=person.pk).extra_verbs == {"accounts.view_audit", "accounts.view_live"}
    assert not asks(client.post(address, typed))  # the proof holds for some minutes


def test_the_setting_says_for_how_long_a_proof_holds(client, admin):
    address = f"/kullanicilar/{make_user('volunteer').pk}/yetkiler/"
    SecuritySettings.objects.create(reauthentication_minutes=20)
    assert not asks(client.post(address))
    age_proof(client, minutes=21)
    assert asks(client.post(address))


def test_a_change_of_roles_or_of_the_email_asks_and_another_change_does_not(client, admin):
    person = make_user("volunteer", full_name="Ali Can")
    page = f"/kullanicilar/{person.pk}/duzenle/"
    typed = {"full_name": 'Ali "Kaan" <b>', "email": person.email, "language": "tr", "roles": ["volunteer"]}
    typed["stamp"] = client.get(page).context["form"]["stamp"].value()
    assert client.post(page, typed).status_code == 302
    typed["stamp"] = client.get(page).context["form"]["stamp"].value()
    typed["roles"] = ["volunteer", "staff"]
    asked = client.post(page, typed)
    assert asks(asked)
    assert client.post(page, held(asked) | {"proof-password": PASSWORD}).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert person.full_name == typed["full_name"]
    age_proof(client, minutes=11)
    typed["stamp"] = client.get(page).context["form"]["stamp"].value()
    assert asks(client.post(page, typed | {"email": "baska@example.org"}))
    assert {role.slug for role in person.roles} == {"volunteer", "staff"}


@pytest.mark.parametrize("address", ["/haneler/disa-aktar/", "/kisiler/disa-aktar/"])
def test_an_export_in_clear_asks(client, admin, address):
    make_household(head={})
    masked = client.post(f"{address}?q=", {"form": "csv"})
    assert is_file(masked)
    asked = client.post(f"{address}?q=", {"form": "csv", "revealed": "1", "reason": "Komisyon için"})
    assert asks(asked)
    assert f'action="{address}?q="' in asked.content.decode()
    answer = client.post(f"{address}?q=", held(asked) | {"proof-password": PASSWORD})
    assert is_file(answer)


@pytest.mark.parametrize("row", [row for row in all_rows() if row.url in DANGEROUS], ids=lambda row: row.url)
def test_what_is_always_dangerous_asks_whatever_is_sent(client, admin, row):
    assert asks(client.post(reverse(row.url, args=row.arguments()), row.data))


def test_reset_of_a_factor_asks(client, admin):
    person = make_user("staff")
    make_phone(person)
    assert asks(client.post(f"/kullanicilar/{person.pk}/ikinci-adim/", {"reason": "Telefonunu kaybetti"}))
    assert User.objects.get(pk=person.pk).has_factor


def test_whoever_has_a_factor_gives_a_code_too_and_only_once(client):
    admin = make_user("admin")
    phone = make_phone(admin)
    sign_in_with_code(client, admin)
    address = f"/kullanicilar/{make_user('volunteer').pk}/yetkiler/"
    assert asks(client.post(address))
    assert asks(client.post(address, {"proof-password": PASSWORD}))
    code = phone.code()
    assert client.post(address, {"proof-password": PASSWORD, "proof-code": code}).status_code == 302
    other = Client()
    sign_in_with_code(other, admin)
    assert other.post(address, {"proof-password": PASSWORD, "proof-code": code}).status_code == 422


def test_a_person_without_a_password_is_told_to_sign_in_again(client):
    admin = make_user("admin", password=None)
    client.force_login(admin)
    age_proof(client, minutes=11)
    address = f"/kullanicilar/{make_user('volunteer').pk}/yetkiler/"
    page = client.post(address, {"proof-password": ""})
    assert "yeniden giriş yapın" in page.content.decode()
    assert asks(page)


def test_wrong_passwords_are_counted_for_the_account_whatever_the_session(client, admin):
    address = f"/kullanicilar/{make_user('volunteer').pk}/yetkiler/"
    others = [Client() for _ in range(2)]
    for each in others:
        each.force_login(admin)
        age_proof(each, minutes=11)
    for each in others * 5:
        assert each.post(address, {"proof-password": "yanlis-parola-1"}).status_code == 422
    refused = client.post(address, {"proof-password": PASSWORD, "accounts": ["accounts.view_audit"]})
    assert (refused.status_code, held(refused)) == (429, {"accounts": ["accounts.view_audit"]})
    assert SecurityEvent.objects.filter(user=admin, kind="login_failure", details__step="confirm").count() == 10
    with freeze_time(timezone.now() + timedelta(minutes=16)):
        assert client.post(address, {"proof-password": PASSWORD}).status_code == 302


def test_signing_in_is_a_proof_and_a_trusted_device_is_none(client):
    admin = make_user("admin")
    phone = make_phone(admin)
    address = f"/kullanicilar/{make_user('volunteer').pk}/yetkiler/"
    client.post("/giris/", {"login": admin.email, "password": PASSWORD})
    client.post("/giris/kod/", {"code": phone.code(), "trust": "on"})
    assert not asks(client.post(address))
    client.post("/cikis/")
    client.post("/giris/", {"login": admin.email, "password": PASSWORD})
    assert asks(client.post(address))


def test_the_way_on_is_never_elsewhere(client, admin):
    for wanted in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        assert client.post("/hesap/dogrula/", {"proof-password": PASSWORD, "next": wanted}).url == "/"
    assert client.post("/hesap/dogrula/", {"proof-password": PASSWORD, "next": "/haneler/"}).url == "/haneler/"
