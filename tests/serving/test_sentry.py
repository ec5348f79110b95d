"""What goes to Sentry, read off the wire: enough to find an error, nothing about a person."""

import json
import logging

import pytest
import sentry_sdk
from django.test import Client

from kafkasder.settings.env import Environment
from kafkasder.settings.sentry import scrub, scrub_event, scrub_message, start_sentry
from tests.factories import make_user

from .conftest import Mailbox

SECRETS = ["Ayşe", "Yılmaz", "10000000146", "ayse@ornek.org", "0532", "TR33", "gizli", "127.0.0.1", "sessionid"]


@pytest.mark.django_db
@pytest.mark.usefixtures("failing")
def test_an_error_arrives_without_anything_personal(sentry):
    client = Client(raise_request_exception=False, REMOTE_ADDR="127.0.0.1")
    client.force_login(make_user(email="ayse@ornek.org", full_name="Ayşe Yılmaz"))
    logging.getLogger("kafkasder").warning("saved Yılmaz for ayse@ornek.org")
    client.post(
        "/500/?q=Yılmaz",
        {"identity_number": "10000000146", "phone": "0532 111 22 33", "password": "gizli"},
        headers={"x-forwarded-for": "127.0.0.1", "user-agent": "Firefox"},
    )
    (event,) = sentry.events
    wire = json.dumps(event, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in wire.replace("saved Yılmaz", "")] == []
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert event["release"] == "2026.11"
    assert event["environment"] == "production"
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "view"
    assert not any("vars" in frame for frame in frames)


def test_of_a_request_only_what_finds_the_error_is_kept():
    request = {
        "method": "POST",
        "url": "http://panel/kisiler/10000000146/?q=Yılmaz",
        "query_string": "q=Yılmaz",
        "cookies": {"sessionid": "gizli"},
        "data": {"name": "Ayşe"},
        "headers": {"Cookie": "sessionid=gizli", "X-Forwarded-For": "127.0.0.1", "User-Agent": "Firefox"},
        "env": {"REMOTE_ADDR": "127.0.0.1"},
    }
    event = scrub_event({"request": request, "user": {"email": "ayse@ornek.org"}, "extra": {"x": "Ayşe"}}, {})
    kept = {"method": "POST", "url": "http://panel/kisiler/•••/", "headers": {"user-agent": "Firefox"}}
    assert event == {"request": kept, "contexts": {}}


@pytest.mark.django_db
def test_a_trace_arrives_without_anything_personal(sentry):
    from accounts.models import User

    with sentry_sdk.start_transaction(op="http.server", name="/kisiler/10000000146/") as transaction:
        transaction.set_data("query", "Yılmaz")
        list(User.objects.filter(email="ayse@ornek.org"))
        with sentry_sdk.start_span(op="mail", name="to ayse@ornek.org"):
            pass
    (event,) = [event for event in sentry.events if event.get("type") == "transaction"]
    assert event["spans"]
    assert [secret for secret in SECRETS if secret in json.dumps(event, ensure_ascii=False)] == []


@pytest.mark.parametrize(
    "text",
    [
        "ayse.yilmaz+dernek@ornek.org.tr",
        "10000000146",
        "0532 111 22 33",
        "+90 (532) 111-22-33",
        "TR330006100519786457841326",
        "TR33 0006 1005 1978 6457 8413 26",
    ],
)
def test_personal_texts_are_hidden(text):
    assert scrub(f"for {text}, please") == "for •••, please"


@pytest.mark.parametrize(
    "text",
    [
        "123456",
        "k3j9x2m4p8q7w1z5a6b7c8d9e0f1",
        "1-d2k3f1-0123456789abcdef0123456789abcdef",
        "gH7_kLmN-pQrStUvWxYz012345",
    ],
)
def test_so_are_codes_and_keys(text):
    """A code of a second step, a session, a link by which somebody chooses a password, a cookie."""
    assert scrub(f"for {text}, please") == "for •••, please"
    assert scrub_event({"request": {"url": f"http://panel/parola/yeni/{text}/"}}, {})["request"]["url"].endswith(
        "/•••/"
    )


@pytest.mark.django_db
def test_the_link_by_which_somebody_chooses_a_password_does_not_reach_sentry():
    from accounts.services.invitations import invitation_link

    link = invitation_link(make_user(), "http://testserver")
    event = scrub_event({"request": {"url": link}, "transaction": link, "message": f"failed at {link}"}, {})
    key = link.rstrip("/").rpartition("/")[2]
    assert key
    assert key not in json.dumps(event)
    assert key.partition("-")[2] not in json.dumps(event)


def test_what_messages_quote_is_hidden():
    assert scrub_message("Key (email)=(a@b.org) already exists: 'Ayşe'") == "Key ••• already exists: •••"


@pytest.mark.parametrize(
    "text", ["status 404 in 1234 ms", "kafkasder.core.request_number", "a-long-name-without-figures"]
)
def test_what_means_nobody_stays(text):
    assert scrub(text) == text


def test_nothing_starts_without_a_dsn():
    start_sentry(Environment())
    assert not sentry_sdk.get_client().is_active()


@pytest.mark.parametrize(
    ("environment", "rate"),
    [
        (Environment(sentry_dsn="https://k@s.invalid/1"), 0.1),
        (Environment(sentry_dsn="https://k@s.invalid/1", demo=True), 0.0),
        (Environment(sentry_dsn="https://k@s.invalid/1", sentry_traces=0.5), 0.5),
    ],
)
def test_a_tenth_is_traced_in_production(environment, rate):
    start_sentry(environment, transport=Mailbox())
    assert sentry_sdk.get_client().options["traces_sample_rate"] == rate
    sentry_sdk.get_global_scope().set_client(None)


def test_nothing_listens_to_what_the_assistant_is_asked(sentry):
    assert "openai" not in sentry_sdk.get_client().integrations
