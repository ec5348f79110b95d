"""What every answer carries, whoever gives it, and what it does not: asked of real answers."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.urls import reverse

from .factories import PASSWORD, make_household, make_user, sign_in_with_code
from .serving.test_environment import PRODUCTION
from .test_permission_matrix import INLINE, admin_pages

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "object-src 'none'",
}
EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# The settings that differ between a developer's machine and production, as production reads them.
NAMES = [
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE",
    "PASSWORD_HASHERS",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
]


@pytest.fixture(scope="module")
def production_settings() -> dict[str, Any]:
    """What production reads from its environment, asked of a process that has it."""
    code = f"import json, kafkasder.settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"
    environment = {name: value for name, value in os.environ.items() if name not in ("DEMO", "DEBUG")} | PRODUCTION
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, check=True
    )
    return json.loads(asked.stdout)


@pytest.fixture
def production(production_settings: dict[str, Any]) -> Iterator[None]:
    with override_settings(**production_settings | {"PASSWORD_HASHERS": settings.PASSWORD_HASHERS}):
        yield


def signed_in(role: str = "admin", **options: Any) -> Client:
    client = Client(raise_request_exception=False, **options)
    client.force_login(make_user(role))
    return client


def signed_in_with_code() -> Client:
    client = Client()
    sign_in_with_code(client, make_user("admin"))
    return client


def a_picture() -> str:
    return default_storage.save("avatars/resim.webp", ContentFile(b"RIFF"))


def assert_guarded(answer: Any, kind: Any = "") -> None:
    assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE, kind
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY, kind
    assert "camera=()" in answer.headers["Permissions-Policy"], kind
    answer.getvalue()  # a file is closed once it was read


def answers() -> Iterator[tuple[str, Any]]:
    """Ask for one of each kind of answer."""
    stranger, admin, volunteer = Client(raise_request_exception=False), signed_in(), signed_in("volunteer")
    yield "the page of signing in", stranger.get("/giris/")
    yield "a page", admin.get("/")
    yield "a list", admin.get("/haneler/")
    yield "a page of a record", admin.get(make_household(head={}).get_absolute_url())
    yield "the Django admin", signed_in_with_code().get("/yonetim/")
    yield "the way to the sign-in page", stranger.get("/haneler/")
    yield "a refusal", volunteer.get("/kullanicilar/")
    yield "a page that is not there", stranger.get("/yok/")
    yield "a record that is not there", admin.get("/haneler/999999/")
    yield "a wrong method", stranger.get("/tercihler/")
    yield "a form without its token", Client(enforce_csrf_checks=True).post("/giris/")
    yield "a refused form", admin.post("/hesap/", {"full_name": ""})
    yield "a host that is not ours", Client(raise_request_exception=False, SERVER_NAME="evil.example").get("/giris/")
    yield "a file to take away", admin.post("/haneler/disa-aktar/", {"form": "csv"})
    yield "fragments", admin.get("/canli/parcalar/", {"url": "/haneler/"})
    yield "health", stranger.get("/health/live")
    yield "somebody's picture", admin.get(f"/media/{a_picture()}")
    yield "a static file", stranger.get("/static/js/panel.js")


def test_every_answer_carries_them() -> None:
    for kind, answer in answers():
        assert_guarded(answer, kind)


@pytest.mark.urls("tests.serving.failing_urls")
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_so_do_the_pages_for_what_goes_wrong(status: int) -> None:
    answer = Client(raise_request_exception=False).get(f"/{status}/")
    assert answer.status_code == status
    assert_guarded(answer)
    assert answer.headers["X-Frame-Options"] == "DENY" or status == 500
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_personal_is_kept_by_a_cache() -> None:
    kept = {}
    for kind, answer in answers():
        if "no-store" not in answer.headers["Cache-Control"]:
            kept[kind] = answer.headers["Cache-Control"]
        answer.getvalue()
    assert kept.keys() == {"somebody's picture", "a static file"}
    assert kept["somebody's picture"].startswith("private")


def test_no_page_can_be_framed() -> None:
    client = signed_in_with_code()
    for address in ("/", "/yonetim/", "/haneler/"):
        assert client.get(address).headers["X-Frame-Options"] == "DENY"


# What the policy forbids is not in the pages (those of the panel: test_permission_matrix.py)


def test_the_django_admin_has_no_inline_scripts_or_styles() -> None:
    client = signed_in_with_code()
    for name in admin_pages():
        page = client.get(reverse(name)).content.decode()
        assert page, name
        assert INLINE.findall(page) == [], name


def test_nothing_is_loaded_from_elsewhere() -> None:
    elsewhere = re.compile(r'(?:src|href|action)="(?:https?:)?//(?!testserver)[^"]*"')
    client = signed_in_with_code()
    for address in ("/", "/haneler/", "/yonetim/", "/hesap/"):
        page = client.get(address)
        assert (page.status_code, elsewhere.findall(page.content.decode())) == (200, [])
    styles = [Path(str(finders.find(f"css/{name}.css"))) for name in ("panel", "tokens", "components", "frame")]
    assert not any("//" in url for style in styles for url in re.findall(r"url\(([^)]*)\)", style.read_text()))


# Production


@pytest.mark.usefixtures("production")
def test_production_speaks_https_alone() -> None:
    answer = Client().get("/giris/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/giris/")
    answer = Client().get("/giris/", secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.usefixtures("production")
def test_cookies_of_production_are_of_this_host_alone_and_no_scripts() -> None:
    user, client = make_user("staff"), Client()
    client.get("/giris/", secure=True)
    sent = {"login": user.email, "password": PASSWORD}
    assert client.post("/giris/", sent, secure=True).status_code == 302
    client.post("/tercihler/", {"language": "en"}, secure=True)
    assert {"__Host-sessionid", "__Host-csrftoken", "__Host-language"} <= client.cookies.keys()
    for name, cookie in client.cookies.items():
        assert cookie["secure"], name
        assert cookie["samesite"] == "Lax", name
        assert not cookie["domain"], name
        # Forms that stand open take the newer token from its cookie; it is worth nothing without the session's.
        assert cookie["httponly"] or name == "__Host-csrftoken", name


# Who asks, and from where


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "evil.example:443", "a,b", "testserver@evil"]
)
def test_no_other_name_is_answered_to(host: str) -> None:
    answer = Client(raise_request_exception=False).get("/giris/", headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_a_forged_forwarding_header_changes_no_link(mailoutbox: list[Any]) -> None:
    user = make_user("staff")
    forged = {"x-forwarded-host": "evil.example", "x-host": "evil.example", "forwarded": "host=evil.example"}
    Client().post("/parola/unuttum/", {"email": user.email}, headers=forged)
    (mail,) = mailoutbox
    assert "evil.example" not in mail.body
    assert "http://testserver/" in mail.body


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example"])
def test_a_form_of_another_site_is_refused_even_with_a_token(origin: str) -> None:
    client = signed_in(enforce_csrf_checks=True)
    token = client.get("/hesap/").cookies[settings.CSRF_COOKIE_NAME].value
    sent = {"theme": "dark", "csrfmiddlewaretoken": token}
    assert client.post("/tercihler/", sent).status_code == 302
    assert client.post("/tercihler/", sent, headers={"origin": origin}).status_code == 403


# Addresses that lead elsewhere


@pytest.mark.parametrize("address", ["//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_no_way_out_of_the_panel_leads_elsewhere(address: str) -> None:
    for sent in ({"next": address}, {"next": address, "theme": "dark"}):
        for path in ("/cikis/", "/hesap/parola/", "/giris/", "/yonetim/logout/"):
            answer = signed_in().post(f"{path}?next={address}", sent)
            assert not re.match(r"[^/]|/[/\\]", answer.headers.get("Location", "/")), path
    answer = Client().get("/yonetim/login/", {"next": address})
    assert not re.match(r"[^/]|/[/\\]", answer.headers.get("Location", "/"))


def test_no_answer_allows_another_origin() -> None:
    for kind, answer in answers():
        assert not [name for name in answer.headers if name.lower().startswith("access-control")], kind
        answer.getvalue()
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    assert "Access-Control-Allow-Origin" not in Client().options("/tercihler/", headers=asked).headers


def test_production_keeps_passwords_with_argon2(production_settings: dict[str, Any]) -> None:
    assert production_settings["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")
