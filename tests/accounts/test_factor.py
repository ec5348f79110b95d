"""The second factor: setting it up, signing in with it, backup codes, trusted devices, duty and reset."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import AuditEntry, Authenticator, BackupCode, SecurityEvent, SecuritySettings, TrustedDevice, User
from accounts.qr import setup_address
from accounts.services import users as user_services
from accounts.services.factor import begin_factor
from accounts.services.security_settings import change_security_settings

from ..factories import PASSWORD, Phone, make_phone, make_user, sign_in_with_code

pytestmark = pytest.mark.django_db

SECURITY = "/hesap/guvenlik/"
SET_UP = "/hesap/guvenlik/kur/"
CODES = "/hesap/guvenlik/kodlar/"
TURN_OFF = "/hesap/guvenlik/kapat/"
CODE = "/giris/kod/"


def give_password(client: Client, user: User, **more):
    return client.post("/giris/", {"login": user.email, "password": PASSWORD, **more})


def give_code(client: Client, code: str, **more):
    return client.post(CODE, {"code": code, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/hesap/").status_code == 200


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def proof(phone: Phone | None = None, password: str = PASSWORD) -> dict[str, str]:
    return {"proof-password": password} | ({"proof-code": phone.code()} if phone else {})


def backup_codes(answer) -> list[str]:
    return re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", answer.content.decode())


def kinds(user: User) -> list[str]:
    return list(SecurityEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def set_up(client: Client) -> tuple[Phone, list[str]]:
    page = client.post(SET_UP).content.decode()
    phone = Phone(re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1])
    return phone, backup_codes(client.post(SET_UP, {"code": phone.code()}))


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


# Duty and its grace


def test_a_role_demands_it_after_a_time_of_grace(client):
    user = make_user("staff")
    start = timezone.now()
    give_password(client, user, remember="on")
    page = client.get("/hesap/").content.decode()
    assert "kurmak için 7 gününüz kaldı" in page
    with freeze_time(start + timedelta(days=6, hours=1)):
        assert "kurmak için 1 gününüz kaldı" in client.get("/hesap/").content.decode()
    with freeze_time(start + timedelta(days=7, minutes=1)):
        for address in ("/", "/haneler/", "/hesap/", SECURITY, CODES, "/media/avatars/x.webp", "/yonetim/"):
            assert client.get(address)["Location"].startswith(f"{SECURITY}gerekli/"), address
        assert client.get("/canli/parcalar/", {"url": "/haneler/"}).status_code == 401
        assert "İkinci adımı kurun" in client.get(f"{SECURITY}gerekli/").content.decode()
        confirmed = client.post(SET_UP)
        assert "Siz olduğunuzu" in unescape(confirmed.content.decode())
        page = client.post(SET_UP, proof()).content.decode()
        phone = Phone(re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1])
        client.post(SET_UP, {"code": phone.code()})
        assert client.get("/haneler/").status_code == 200


def test_duty_begins_and_ends_with_role_and_settings():
    admin, user = make_user("admin"), make_user("volunteer")
    user_services.change_user(user=user, by=admin, roles=["staff"])
    user = fresh(user)
    since = user.factor_required_since
    assert user.factor_due_at == since + timedelta(days=7)
    change_security_settings(by=admin, factor_grace_days=20)
    assert fresh(user).factor_due_at == since + timedelta(days=20)
    change_security_settings(by=admin, factor_roles=["board"])
    assert fresh(user).factor_due_at is None
    user_services.change_user(user=user, by=admin, roles=["board"])
    assert fresh(user).factor_required_since > since


def test_a_role_that_ended_by_itself_demands_nothing_any_more(client):
    user = make_user("staff")
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(factor_due_at=timezone.now())
    user.groups.clear()
    assert client.get("/hesap/").status_code == 302
    assert client.post(SET_UP).url == "/"
    assert is_signed_in(client)


def test_whoever_has_no_such_role_is_not_bothered(client):
    user = make_user("volunteer")
    give_password(client, user)
    assert "ikinci adımı zorunlu" not in client.get("/hesap/").content.decode()
    assert fresh(user).factor_due_at is None


def test_a_role_that_came_past_the_services_is_noticed_at_the_next_sign_in(client):
    user = make_user("volunteer")
    user.groups.add(Group.objects.get(name="staff"))
    give_password(client, user)
    assert fresh(user).must_have_factor


# Reset by an administrator


def test_an_administrator_resets_it_with_a_reason(client, mailoutbox):
    admin, user = make_user("admin", full_name="Elif Demir"), make_user("staff")
    phone = make_phone(user)
    theirs = Client()
    give_password(theirs, user)
    give_code(theirs, phone.code(), trust="on")
    client.force_login(admin)
    address = f"{user.get_absolute_url()}ikinci-adim/"
    client.post(address, {"reason": ""})
    assert fresh(user).has_factor
    client.post(address, {"reason": "Telefonunu kaybetti"})
    assert not fresh(user).has_factor
    assert not is_signed_in(theirs)
    assert not TrustedDevice.objects.filter(revoked_at=None).exists()
    event = SecurityEvent.objects.get(kind="2fa_disabled")
    assert (event.user, event.by, event.severity, event.details["reason"]) == (
        user,
        admin,
        "high",
        "Telefonunu kaybetti",
    )
    assert AuditEntry.objects.filter(table_name="accounts_authenticator", action="delete").get().actor == admin
    (mail,) = mailoutbox
    assert mail.to == [user.email]
    assert "Elif Demir" in mail.body
    assert "Telefonunu kaybetti" in mail.body
    assert give_password(theirs, user).url == "/"


def test_nobody_resets_their_own_or_that_of_somebody_with_more_rights(client):
    admin = make_user("admin")
    sign_in_with_code(client, admin)
    session = client.session
    session["identity_proved_at"] = timezone.now().timestamp()
    session.save()
    client.post(f"{admin.get_absolute_url()}ikinci-adim/", {"reason": "Kolay olsun"})
    assert fresh(admin).has_factor
    assert client.post("/kullanicilar/999999/ikinci-adim/", {"reason": "Kolay olsun"}).status_code == 404


# The pages in short


def test_the_own_page_shows_devices_and_ends_their_trust(client):
    user = make_user()
    phone = make_phone(user)
    give_password(client, user)
    client.post(CODE, {"code": phone.code(), "trust": "on"}, headers={"User-Agent": "Mozilla/5.0 Firefox/130.0"})
    assert "Firefox" in client.get(SECURITY).content.decode()
    device = TrustedDevice.objects.get()
    stranger = Client()
    sign_in_with_code(stranger, make_user())
    assert stranger.post(reverse("accounts:device_revoke", args=[device.pk])).status_code == 404
    thief = Client()
    thief.cookies[f"device-{user.pk}"] = client.cookies[f"device-{user.pk}"].value
    give_password(thief, user)
    assert is_signed_in(thief)
    client.post(reverse("accounts:device_revoke", args=[device.pk]))
    assert "Firefox" not in client.get(SECURITY).content.decode()
    assert not is_signed_in(thief)  # what came by the device goes with it
    assert is_signed_in(client)


def test_the_page_of_a_user_tells_of_the_factor(client):
    user = make_user("staff")
    client.force_login(make_user("admin"))
    offered = 'data-dialog-open="reset-factor"'
    assert offered not in client.get(user.get_absolute_url()).content.decode()
    make_phone(user)
    assert offered in client.get(user.get_absolute_url()).content.decode()


def test_the_list_of_users_tells_who_has_a_factor_and_who_must(client):
    client.force_login(make_user("admin"))
    make_phone(make_user(full_name="Açan Kişi"))
    late = make_user("volunteer", full_name="Bekleyen Kişi")
    User.objects.filter(pk=late.pk).update(factor_required_since=timezone.now())
    make_user("volunteer", full_name="Serbest Kişi")
    for state, name in (("on", "Açan"), ("due", "Bekleyen"), ("off", "Serbest")):
        page = client.get("/kullanicilar/", {"factor": state}).content.decode()
        assert [each for each in ("Açan", "Bekleyen", "Serbest") if f"{each} Kişi" in page] == [name]
