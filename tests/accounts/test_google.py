"""Signing in with Google, against a provider on this machine that speaks the real protocol."""

import base64
import json
import re
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from accounts.models import EventKind, SecurityEvent, User

from ..factories import PASSWORD, make_phone, make_user
from .google import BACK, EMAIL, START, come_back, consent, credentials, go, sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("google"),
    pytest.mark.filterwarnings("ignore"),  # the provider's own are not ours
]

WRONG = "E-posta ya da parola yanlış."


def refused(client, answer):
    """What the sign-in page says to whoever is sent back to it."""
    assert answer.url == "/giris/"
    assert client.get("/hesap/").status_code == 302
    page = client.get("/giris/").content.decode()
    return re.search(r'notice-title">(.*?)</p>', page)[1]


def test_an_active_user_signs_in_by_the_email_and_no_second_row_is_made(client, ayse):
    for _ in range(2):
        assert sign_in(client).url == "/"
        assert client.get("/hesap/").context["person"] == ayse
        client.post("/cikis/")
    connection = SocialAccount.objects.get()
    assert (connection.user, connection.provider, connection.uid) == (ayse, "google", "1")
    assert not EmailAddress.objects.exists()
    assert not SocialToken.objects.exists()


def test_google_takes_the_place_of_the_password_and_not_of_the_code(client, ayse):
    phone = make_phone(ayse)
    assert sign_in(client).url == "/giris/kod/"
    assert client.get("/hesap/").status_code == 302
    assert client.post("/giris/kod/", {"code": phone.code()}).url == "/"
    assert client.get("/hesap/").context["person"] == ayse


def test_the_way_there_is_guarded(client, ayse, provider):
    address = go(client)
    assert address.startswith(f"{provider}/oauth2/authorize?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
    assert set(asked["scope"][0].split()) == {"openid", "email", "profile"}
    assert len({len(asked[name]) for name in ("state", "nonce", "code_challenge")}) == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "yok@example.org"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": ""},
        {"email": "AYŞE@example.org"},
    ],
    ids=["unknown", "not verified", "a text for verified", "no email", "another email"],
)
def test_others_are_refused_in_the_words_for_a_wrong_password(client, ayse, google, claims):
    google("2", **claims)
    assert refused(client, sign_in(client, "2")) == WRONG
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    event = SecurityEvent.objects.get(kind=EventKind.FAILURE)
    assert "example.org" not in str(event.details)


def test_a_deactivated_user_is_refused_in_the_same_words(client, ayse):
    assert sign_in(client).url == "/"
    client.post("/cikis/")
    User.objects.filter(pk=ayse.pk).update(is_active=False)
    assert refused(client, sign_in(client)) == WRONG


def test_an_address_that_was_given_to_somebody_else_opens_nothing(client, ayse, google):
    sign_in(client)
    client.post("/cikis/")
    google("3")
    assert refused(client, sign_in(client, "3")) == WRONG
    assert SocialAccount.objects.count() == 1


def test_a_google_account_with_another_address_opens_nothing(client, ayse, google):
    sign_in(client)
    client.post("/cikis/")
    other = make_user(email="baska@example.org")
    google("1", email=other.email)
    assert refused(client, sign_in(client)) == WRONG


def test_an_email_is_one_in_whatever_case(client, ayse, google):
    google("1", email="Ayse@Example.ORG")
    assert sign_in(client).url == "/"


def test_whoever_never_chose_a_password_signs_in_too(client):
    make_user(email=EMAIL, password=None)
    assert sign_in(client).url == "/"


def test_the_second_step_is_asked_for_after_google_too(client, ayse):
    phone = make_phone(ayse)
    assert sign_in(client, next="/hesap/").url.partition("?")[0] == "/giris/kod/"
    assert client.get("/hesap/").status_code == 302
    assert client.post("/giris/kod/", {"code": phone.code()}).url == "/hesap/"
    assert client.get("/hesap/").context["person"] == ayse


# The state


def test_an_answer_serves_once_and_only_the_session_that_asked(client, ayse):
    back = consent(go(client))
    stranger = Client()
    assert "Yeniden deneyin" in refused(stranger, come_back(stranger, back))
    assert come_back(client, back).url == "/"
    client.post("/cikis/")
    assert "Yeniden deneyin" in refused(client, come_back(client, back))


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied&state=x"])
def test_what_nobody_asked_for_is_refused(client, ayse, query):
    assert "Yeniden deneyin" in refused(client, come_back(client, f"{BACK}{query}"))


def test_whoever_breaks_off_at_google_is_back_at_the_sign_in_page(client, ayse):
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    answer = come_back(client, f"{BACK}?error=access_denied&state={state}")
    assert "Yeniden deneyin" in refused(client, answer)


def test_a_token_for_another_question_is_refused(client, ayse):
    """The nonce: a code that was given to somebody else's browser, put into an answer of one's own."""
    foreign = parse_qs(urlsplit(consent(go(Client()))).query)["code"][0]
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    assert "Yeniden deneyin" in refused(client, come_back(client, f"{BACK}?code={foreign}&state={state}"))


@pytest.mark.parametrize("forge", ["content", "none", "hs256", "another key", "nonsense"])
def test_a_token_that_google_did_not_sign_is_refused(client, ayse, monkeypatch, forge):
    """Even if it came by the way that allauth trusts without looking."""
    honest = OAuth2Client.get_access_token

    def get_access_token(self, *args, **options):
        answer = honest(self, *args, **options)
        claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
        return {**answer, "id_token": forged(forge, answer["id_token"], claims)}

    monkeypatch.setattr(OAuth2Client, "get_access_token", get_access_token)
    assert "Yeniden deneyin" in refused(client, sign_in(client))
    assert not SocialAccount.objects.exists()


def forged(how, token, claims):
    if how == "content":
        head, _, signature = token.split(".")
        changed = json.dumps(claims | {"name": "Başka"}).encode()
        return ".".join([head, base64.urlsafe_b64encode(changed).decode().strip("="), signature])
    if how == "none":
        return jwt.encode(claims, None, algorithm="none")
    if how == "hs256":
        return jwt.encode(claims, "g" * 32, algorithm="HS256")
    if how == "another key":
        return jwt.encode(claims, rsa.generate_private_key(public_exponent=65537, key_size=2048), algorithm="RS256")
    return "x"


@pytest.mark.parametrize(("client_id", "led"), [("panel", "/"), ("another", "/giris/")])
def test_a_token_for_another_client_is_refused(client, ayse, settings, provider, monkeypatch, client_id, led):
    back, honest = consent(go(client)), OAuth2Client.get_access_token

    def as_panel(self, *args, **options):
        self.consumer_key = "panel"
        return honest(self, *args, **options)

    monkeypatch.setattr(OAuth2Client, "get_access_token", as_panel)
    settings.SOCIALACCOUNT_PROVIDERS = credentials(provider, client_id)
    assert come_back(client, back).url == led


def test_google_may_be_away(client, ayse, settings):
    settings.SOCIALACCOUNT_PROVIDERS = credentials("http://127.0.0.1:1")
    answer = client.post(START)
    assert "Yeniden deneyin" in refused(client, answer)


def test_the_way_begins_with_a_form_only(client, ayse):
    assert client.get(START).status_code == 405
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403
    assert client.post(BACK).status_code == 405


@pytest.mark.parametrize(("wanted", "led"), [("/hesap/", "/hesap/"), ("https://evil.example/", "/"), ("//evil", "/")])
def test_one_comes_to_the_page_one_asked_for_and_never_elsewhere(client, ayse, wanted, led):
    assert sign_in(client, next=wanted).url == led


def test_whoever_is_signed_in_is_not_sent_away(client, ayse):
    client.force_login(ayse)
    assert client.post(START).url == "/"


def test_the_session_ends_as_one_that_is_not_remembered(client, ayse):
    sign_in(client)
    assert client.cookies["sessionid"]["max-age"] == ""


def test_google_takes_no_part_in_the_lock(client, ayse):
    """A lock is about guessed passwords, and here none is guessed."""
    for _ in range(3):
        client.post("/giris/", {"login": EMAIL, "password": "yanlis-parola-1"})
    assert sign_in(client).url == "/"
    assert User.objects.get().check_password(PASSWORD)


# On and off


def test_without_credentials_there_is_neither_button_nor_way(client, settings):
    assert "Google ile giriş yap" in client.get("/giris/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = credentials("") | {"openid_connect": {"APPS": []}}
    assert "Google" not in client.get("/giris/").content.decode()
    assert client.post(START).status_code == 404
    assert come_back(client, BACK).status_code == 404


def test_forms_may_lead_to_google_only_where_it_is_on(settings):
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] == ["'self'"]
