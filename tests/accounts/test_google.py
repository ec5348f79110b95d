"""Signing in with Google, against a provider on this machine that speaks the real protocol."""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.files.base import ContentFile
from django.test import Client
from oidc_provider_mock import run_server_in_thread
from PIL import Image

from accounts import pictures
from accounts.models import AuditEntry, EventKind, SecurityEvent, User

from ..factories import PASSWORD, make_phone, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]  # the provider's own are not ours

EMAIL = "ayse@example.org"
WRONG = "E-posta ya da parola yanlış."
START, BACK = "/giris/google/", "/giris/google/donus/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


def credentials(server_url, client_id="panel"):
    app = {
        "provider_id": "google",
        "name": "Google",
        "client_id": client_id,
        "secret": "gizli",
        "settings": {"server_url": server_url, "fetch_userinfo": False},
    }
    options = {"provider_class": "accounts.google.GoogleProvider", "OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    return {"openid_connect": options}


@pytest.fixture(autouse=True)
def google(provider, settings):
    """Give a person at the provider."""
    settings.SOCIALACCOUNT_PROVIDERS = credentials(provider)

    def give(sub="1", **claims):
        claims = {"email": EMAIL, "email_verified": True, "name": "Ayşe Yılmaz"} | claims
        requests.put(f"{provider}/users/{sub}", json=claims, timeout=5).raise_for_status()

    give()
    return give


@pytest.fixture
def ayse():
    return make_user(email=EMAIL, full_name="Ayşe Yılmaz")


def go(client, **data):
    answer = client.post(START, data)
    assert answer.status_code == 302
    return answer.url


def consent(address, sub="1", **fields):
    """Press the button at the provider; return the address to which it sends the browser."""
    answer = requests.post(address, data={"sub": sub, **fields}, allow_redirects=False, timeout=5)
    assert answer.status_code in (302, 303)
    return answer.headers["Location"].removeprefix("http://testserver")


def come_back(client, address):
    return client.generic("GET", address)  # not `get`, which refuses to write: this one signs in


def sign_in(client, sub="1", **data):
    return come_back(client, consent(go(client, **data), sub))


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


# Name and picture


@contextmanager
def serving(answers):
    """Serve `answers` (content or a status, by path) over HTTP; yields the origin and the list of what was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer = answers[self.path]
            self.send_response(200 if isinstance(answer, bytes) else answer)
            self.send_header("Location", "/a.png")
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else b"")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def picture(colour):
    drawn = BytesIO()
    Image.new("RGB", (300, 200), colour).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def origin(settings):
    answers = {"/a.png": picture("red"), "/b.png": picture("blue"), "/page": b"<html>", "/moved": 302, "/gone": 404}
    answers["/huge"] = b"x" * (5 * 1024 * 1024 + 1)
    with serving(answers) as (origin, asked):
        settings.GOOGLE_PICTURE_ORIGINS = [origin]
        yield origin, asked


def changes_of(user):
    entries = AuditEntry.objects.filter(table_name="accounts_user", row_pk=str(user.pk), action="update")
    return [(sorted(entry.changes), entry.actor_id, entry.reason) for entry in entries.order_by("pk")]


def test_name_and_picture_follow_google_only_when_they_change_there(client, ayse, google, origin):
    address, asked = origin
    told = []
    for name, path in (
        ("AYŞE YILMAZ", "/a.png"),
        ("AYŞE YILMAZ", "/a.png"),
        ("Ayşe Kaya", "/a.png"),
        ("Ayşe Kaya", "/b.png"),
    ):
        google("1", name=name, picture=address + path)
        sign_in(client)
        client.post("/cikis/")
        told.append(len(changes_of(ayse)))
    assert told == [1, 1, 2, 3]
    assert asked == ["/a.png", "/b.png"]
    by = (ayse.pk, "Google profilinden")
    assert changes_of(ayse) == [(["avatar"], *by), (["full_name"], *by), (["avatar"], *by)]
    ayse.refresh_from_db()
    assert ayse.full_name == "Ayşe Kaya"
    with Image.open(ayse.avatar) as avatar:
        assert (avatar.format, avatar.size) == ("WEBP", (256, 256))


def test_a_name_that_was_corrected_here_stays(client, ayse, google):
    google("1", name="Ayse Y")
    sign_in(client)
    client.post("/cikis/")
    User.objects.filter(pk=ayse.pk).update(full_name="Ayşe Yılmaz")
    sign_in(client)
    ayse.refresh_from_db()
    assert ayse.full_name == "Ayşe Yılmaz"


@pytest.mark.parametrize("path", ["/page", "/moved", "/gone", "/huge"])
def test_what_is_no_picture_keeps_nobody_out(client, ayse, google, origin, path):
    address, asked = origin
    google("1", picture=address + path)
    assert sign_in(client).url == "/"
    ayse.refresh_from_db()
    assert not ayse.avatar
    assert asked == [path]


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "http://127.0.0.1:{port}@evil/a.png",
        "//x",
        "http://[",
        "",
    ],
)
def test_pictures_come_from_the_provider_alone(origin, address):
    port = origin[0].rpartition(":")[2]
    assert pictures.fetch_picture(address.replace("{port}", port)) is None
    assert origin[1] == []


def test_the_pictures_origin_is_served_over_https_in_production():
    from kafkasder.settings import GOOGLE_PICTURE_ORIGINS

    assert all(re.fullmatch(r"https://lh\d\.googleusercontent\.com", origin) for origin in GOOGLE_PICTURE_ORIGINS)
    assert isinstance(pictures.clean_avatar(BytesIO(picture("red"))), ContentFile)
