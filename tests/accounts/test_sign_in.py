"""Signing in and out, and choosing passwords."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.urls import reverse

from accounts.emails import normalise_email
from accounts.models import AuditEntry, Session, User
from accounts.passwords import RULES

from ..factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/giris/"
NEW_PASSWORD = "Yesil-ova-42"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def is_signed_in(client) -> bool:
    return client.get(reverse("accounts:profile")).status_code == 200


@pytest.mark.parametrize("typed", ["isik@example.org", "ISIK@Example.ORG", " Isik@EXAMPLE.org "])
def test_one_signs_in_whatever_the_case(client, typed):
    make_user(email="isik@example.org")
    assert sign_in(client, typed).url == "/"
    assert is_signed_in(client)


def test_turkish_letters_play_no_part_in_the_case_of_an_address(client):
    make_user(email="isik@example.org")
    for typed in ("ışık@example.org", "İSİK@example.org", "ISıK@example.org"):
        sign_in(client, typed)
        assert not is_signed_in(client)


def test_one_address_has_one_spelling():
    assert normalise_email(" ISIK@Kafkasder.ORG ") == "isik@kafkasder.org"
    assert normalise_email("ali@dernekşehir.org") == "ali@xn--dernekehir-j9b.org"
    assert normalise_email("bir yazı") == "bir yazı"


def test_every_refusal_reads_the_same(client):
    make_user(email="acik@example.org")
    make_user(email="kapali@example.org", is_active=False)
    answers = [
        sign_in(client, "acik@example.org", "yanlis-parola-1"),
        sign_in(client, "kapali@example.org"),
        sign_in(client, "hic-yok@example.org"),
    ]
    pages = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert len(pages) == 1
    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_the_answer_to_a_forgotten_password_tells_nothing(client, mailoutbox):
    make_user(email="var@example.org")
    make_user(email="kapali@example.org", is_active=False)
    answers = [
        client.post("/parola/unuttum/", {"email": email})
        for email in ("var@example.org", "yok@example.org", "kapali@example.org")
    ]
    assert {answer.url for answer in answers} == {"/parola/unuttum/gonderildi/"}
    assert [mail.to for mail in mailoutbox] == [["var@example.org"]]


def test_a_forgotten_password_is_chosen_anew_by_the_link_in_a_mail(client, mailoutbox):
    user = make_user(email="var@example.org")
    client.post("/parola/unuttum/", {"email": "VAR@example.org"})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    assert "password-rules" in form.content.decode()
    refused = client.post(form.request["PATH_INFO"], {"password1": "kisa1", "password2": "kisa1"})
    assert "en az 10" in refused.content.decode()
    client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert "geçersiz" in client.get(link, follow=True).content.decode()


def test_the_owner_is_told_of_a_new_password(client, mailoutbox, django_capture_on_commit_callbacks):
    user = make_user(email="var@example.org")
    sign_in(client, user.email)
    with django_capture_on_commit_callbacks(execute=True):
        fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        assert client.post("/hesap/parola/", fields).status_code == 302
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["var@example.org"], "Parolanız değiştirildi")
    assert NEW_PASSWORD not in mail.body


def test_a_link_dies_with_the_account_it_is_for(client, mailoutbox):
    user = make_user(email="var@example.org")
    client.post("/parola/unuttum/", {"email": user.email})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert "geçersiz" in client.get(link, follow=True).content.decode()


def test_allauth_keeps_no_addresses_of_its_own(client, mailoutbox):
    """It would sign people in, and send them links, by an address that they had once."""
    user = make_user(email="eski@example.org")
    sign_in(client, user.email)
    client.post("/parola/unuttum/", {"email": user.email})
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "password",
    ["kisa-1", "yalnizharfler", "1234509876", "password123", "Zeynep-Kaya-1", "a1" * 65],
    ids=["short", "no digit", "no letter", "common", "the name", "endless"],
)
def test_the_password_rule_refuses(client, password):
    user = make_user(full_name="Zeynep Kaya", email="z.kaya@example.org")
    client.force_login(user)
    fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    client.post("/hesap/parola/", fields)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_password_ends_the_other_sessions(client, django_user_model):
    user = make_user()
    other = type(client)()
    for each in (client, other):
        sign_in(each, user.email)
    page = client.get("/hesap/parola/").content.decode()
    assert all(str(rule.text) in page for rule in RULES)
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/hesap/parola/", fields).url == reverse("accounts:profile")
    assert is_signed_in(client)
    assert not is_signed_in(other)
    entry = AuditEntry.objects.filter(table_name="accounts_user").latest("pk")
    assert (entry.actor, entry.changes) == (user, {"password": ["•••", "•••"]})


def test_signing_out_ends_the_session(client):
    user = make_user()
    sign_in(client, user.email)
    key = client.session.session_key
    assert client.get("/cikis/").status_code == 200
    assert is_signed_in(client)
    client.post("/cikis/")
    assert not Session.objects.filter(session_key=key).exists()


def test_the_last_sign_in_is_one_column_and_no_change_of_the_person(client):
    user = make_user()
    entries = AuditEntry.objects.filter(table_name="accounts_user")
    before = entries.count()
    sign_in(client, user.email)
    user.refresh_from_db()
    assert user.last_login is not None
    assert entries.count() == before


def test_after_signing_in_one_comes_to_the_page_one_asked_for(client):
    user = make_user()
    wanted = client.get("/hesap/").url
    assert client.post(wanted, {"login": user.email, "password": PASSWORD}).url == "/hesap/"
    client.post("/cikis/")
    elsewhere = client.post(f"{SIGN_IN}?next=https://example.com/", {"login": user.email, "password": PASSWORD})
    assert elsewhere.url == "/"


def test_nobody_registers(client):
    assert client.get("/kayit/").status_code == 404
    client.post("/kayit/", {"email": "yeni@example.org", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert not User.objects.filter(email="yeni@example.org").exists()


def test_demo_accounts_are_shown_in_a_demo_only(client, settings):
    assert "Demo hesapları" not in client.get(SIGN_IN).content.decode()
    settings.DEMO = True
    assert "Demo hesapları" in client.get(SIGN_IN).content.decode()


def test_the_first_administrator_is_made_by_a_command(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW_PASSWORD)
    call_command("createsuperuser", interactive=False, email="Kurucu@example.org", full_name="Kurucu", verbosity=0)
    sign_in(client, "kurucu@example.org", NEW_PASSWORD)
    assert client.get("/kullanicilar/").status_code == 200
