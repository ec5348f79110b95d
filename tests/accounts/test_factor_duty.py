"""The second factor: whose duty it is and when, its reset by an administrator, and what pages tell of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import AuditEntry, SecurityEvent, TrustedDevice, User
from accounts.services import users as user_services
from accounts.services.security_settings import change_security_settings

from ..factories import Phone, make_phone, make_user, sign_in_with_code
from .factor import (
    CODE,
    CODES,
    SECURITY,
    SET_UP,
    fresh,
    give_code,
    give_password,
    is_signed_in,
    proof,
)

pytestmark = pytest.mark.django_db


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
