"""The second factor: setting it up, signing in with it, backup codes, turning it off."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import Authenticator, BackupCode, SecuritySettings
from accounts.qr import setup_address
from accounts.services.factor import begin_factor

from ..factories import PASSWORD, make_phone, make_user
from .factor import (
    CODE,
    CODES,
    SECURITY,
    SET_UP,
    TURN_OFF,
    backup_codes,
    fresh,
    give_code,
    give_password,
    is_signed_in,
    kinds,
    proof,
    set_up,
)

pytestmark = pytest.mark.django_db


# Setting it up


def test_a_factor_counts_from_its_first_code_on(client, mailoutbox):
    user = make_user()
    give_password(client, user)
    client.post(SET_UP)
    assert not fresh(user).has_factor
    assert give_password(Client(), user).url == "/"  # left half way it asks for nothing

    phone, codes = set_up(client)
    assert fresh(user).has_factor
    assert len(set(codes)) == 10
    assert is_signed_in(client)
    assert [mail.to for mail in mailoutbox] == [[user.email]]
    assert "2fa_enabled" in kinds(user)

    other = Client()
    assert give_password(other, user).url == CODE
    assert not is_signed_in(other)
    give_password(other, user)
    assert give_code(other, phone.code()).url == "/"
    assert is_signed_in(other)


def test_a_wrong_code_confirms_nothing_and_shows_the_same_secret(client):
    user = make_user()
    client.force_login(user)
    page = client.post(SET_UP).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1]
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 422
    assert secret in wrong.content.decode()
    assert not fresh(user).has_factor
    assert secret not in client.post(SET_UP).content.decode()  # begun anew
    assert client.get(SET_UP).url == SECURITY


def test_an_app_reads_the_picture():
    device = begin_factor(user=make_user(email="ayse.yilmaz@example.org"))
    read = pyotp.parse_uri(setup_address(device))
    assert (read.issuer, read.name, read.secret) == ("Kafkasder Panel", "ayse.yilmaz@example.org", device.secret)
    assert device.matches(read.now())
    assert parse_qs(urlsplit(setup_address(device)).query)["period"] == ["30"]


def test_other_sessions_end_with_a_new_factor(client):
    user, other = make_user(), Client()
    for each in (client, other):
        give_password(each, user)
    set_up(client)
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_the_secret_is_in_the_database_only_encrypted(client):
    user = make_user()
    client.force_login(user)
    phone, codes = set_up(client)
    secret = Authenticator.objects.get(user=user).secret
    assert phone.code_at(0) == pyotp.TOTP(secret).now()
    for table in ("accounts_authenticator", "accounts_backupcode", "accounts_auditentry", "accounts_securityevent"):
        text = _everything_in(table)
        assert secret not in text
        assert not any(code in text or code.replace("-", "") in text for code in codes)
    assert not any(secret in session.session_data for session in Session.objects.all())


def _everything_in(table: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"select t::text from {table} t")
        return " ".join(row for (row,) in cursor.fetchall())


# Signing in


def test_a_code_may_be_of_the_half_minute_before_or_after_and_drift_is_kept(client):
    user = make_user()
    phone = make_phone(user)
    for steps, taken in ((-2, False), (2, False), (-1, True)):
        Authenticator.objects.update(throttling_failure_timestamp=None)
        give_password(client, user)
        assert (give_code(client, phone.code_at(steps)).status_code == 302) is taken, steps
    assert Authenticator.objects.get(user=user).drift == -1
    with freeze_time(timezone.now() + timedelta(minutes=5)):
        client.post("/cikis/")
        give_password(client, user)
        assert give_code(client, phone.code_at(-2)).status_code == 302  # a clock that lags further


@pytest.mark.parametrize("typed", ["{a} {b}", " {a}-{b} "])
def test_a_code_is_read_as_people_write_it(client, typed):
    user = make_user()
    code = make_phone(user).code()
    give_password(client, user)
    assert give_code(client, typed.format(a=code[:3], b=code[3:])).status_code == 302


def test_a_code_leads_to_the_page_that_was_asked_for(client):
    user = make_user()
    phone = make_phone(user)
    client.post("/giris/?next=/hesap/", {"login": user.email, "password": PASSWORD})
    assert give_code(client, phone.code()).url == "/hesap/"


def test_the_page_of_the_code(client):
    user = make_user()
    make_phone(user)
    assert client.get(CODE).url == "/giris/"
    give_password(client, user)
    page = client.get(CODE).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert "Bu cihaza 30 gün güven" in page
    assert "Yedek kod" in client.get(f"{CODE}?yedek").content.decode()
    SecuritySettings.objects.create(trusted_device_days=0)
    assert "güven" not in client.get(CODE).content.decode()


def test_the_page_of_the_code_speaks_the_persons_language(client):
    user = make_user(language="en")
    make_phone(user)
    turkish = {"headers": {"Accept-Language": "tr"}}
    give_password(client, user, **turkish)
    assert '<html lang="en"' in client.get(CODE, **turkish).content.decode()
    client.post("/tercihler/", {"language": "tr", "next": CODE})
    assert '<html lang="tr"' in client.get(CODE, **turkish).content.decode()  # chosen on this page


# Backup codes


def test_each_backup_code_counts_once_and_few_are_warned_of(client):
    user = make_user()
    client.force_login(user)
    _, codes = set_up(client)
    for number, code in enumerate(codes[:8]):
        other = Client()
        give_password(other, user)
        give_code(other, code.upper() if number % 2 else code)
        assert is_signed_in(other)
        page = other.get(SECURITY)
        assert page.context["codes_left"] == 9 - number
        assert page.context["few_codes"] == (9 - number < 3)
    other = Client()
    give_password(other, user)
    assert give_code(other, codes[0]).status_code in (422, 429)


def test_new_backup_codes_ask_for_password_and_code(client):
    user = make_user()
    client.force_login(user)
    phone, old = set_up(client)
    assert client.post(CODES).status_code == 422  # though password and code came a moment ago
    assert client.post(CODES, {"proof-password": PASSWORD}).status_code == 422
    assert client.post(CODES, proof(password="yanlis-parola-1") | {"proof-code": "000000"}).status_code == 422
    new = backup_codes(client.post(CODES, proof(phone)))
    assert len(new) == 10
    assert not set(new) & set(old)
    assert BackupCode.objects.count() == 10
    give_password(other := Client(), user)
    assert give_code(other, old[0]).status_code in (422, 429)
    assert "backup_codes" in kinds(user)


# Turning it off


def test_it_is_turned_off_with_password_and_code(client, mailoutbox):
    user = make_user()
    client.force_login(user)
    phone, _ = set_up(client)
    assert client.post(TURN_OFF, {"proof-password": PASSWORD, "proof-code": "000000"}).status_code in (422, 429)
    Authenticator.objects.update(throttling_failure_timestamp=None)
    assert client.post(TURN_OFF, proof(phone)).url == SECURITY
    assert not fresh(user).has_factor
    assert not Authenticator.objects.exists()
    assert is_signed_in(client)
    assert "kapatıldı" in mailoutbox[-1].subject
    assert give_password(Client(), user).url == "/"


def test_it_stays_on_where_a_role_demands_it(client):
    user = make_user("admin")
    client.force_login(user)
    phone, _ = set_up(client)
    client.post(TURN_OFF, proof(phone))
    assert fresh(user).has_factor
    assert "İkinci adımı kapat" not in client.get(SECURITY).content.decode()
