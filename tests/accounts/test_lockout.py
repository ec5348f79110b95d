"""Guessing passwords: few are looked at, however they come, and the answers tell nothing of the account."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import signing
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import EventKind, SecurityEvent, SecuritySettings, SignInCount, User
from accounts.services import lockout
from kafkasder.settings.limits import LIMITS, Limit

from ..factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/giris/"
WRONG = "yanlis-parola-1"
KNOWN, UNKNOWN, CLOSED, INVITED = "var@example.org", "yok@example.org", "kapali@example.org", "davetli@example.org"


@pytest.fixture
def clock():
    with freeze_time(timezone.now()) as clock:
        yield clock


@pytest.fixture(autouse=True)
def _accounts():
    make_user(email=KNOWN)
    make_user(email=CLOSED, is_active=False)
    make_user(email=INVITED, password=None)


def sign_in(client, email=KNOWN, password=WRONG, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def fail(client, clock, times, email=KNOWN):
    for _ in range(times):
        clock.tick(timedelta(seconds=20))
        answer = sign_in(client, email)
        assert answer.status_code == 200
    return answer


def said(answer):
    return re.search(r'notice-title">(.*?)</p>', answer.content.decode())[1]


def signed_in(answer):
    return answer.status_code == 302


def test_five_failures_within_the_window_lock_for_half_an_hour(client, clock):
    fail(client, clock, 5)
    for password in (WRONG, PASSWORD):
        answer = sign_in(client, password=password)
        assert (answer.status_code, answer["Retry-After"]) == (429, "1800")
        assert "30 dakika" in said(answer)
    clock.tick(timedelta(minutes=29, seconds=59))
    assert not signed_in(sign_in(client, password=PASSWORD))
    clock.tick(timedelta(seconds=1))
    assert signed_in(sign_in(client, password=PASSWORD))


def test_after_a_lock_counting_begins_anew(client, clock):
    fail(client, clock, 5)
    clock.tick(timedelta(minutes=30))
    fail(client, clock, 4)
    clock.tick(timedelta(seconds=20))
    assert signed_in(sign_in(client, password=PASSWORD))


def test_failures_that_lie_apart_lock_nobody(client, clock):
    for _ in range(12):
        clock.tick(timedelta(minutes=4))
        assert sign_in(client).status_code == 200


def test_the_window_slides(client, clock):
    fail(client, clock, 1)
    clock.tick(timedelta(minutes=13))
    fail(client, clock, 2)
    clock.tick(timedelta(minutes=5))  # the first one is out by now, the other two are not
    fail(client, clock, 3)
    assert sign_in(client, password=PASSWORD).status_code == 429


def test_what_the_association_decided_holds(client, clock):
    SecuritySettings.objects.create(lockout_attempts=3, lockout_window_minutes=5, lockout_minutes=10)
    fail(client, clock, 3)
    assert "10 dakika" in said(sign_in(client))


def test_from_the_second_failure_on_the_pause_doubles(client, clock):
    sign_in(client)
    pauses = []
    for _ in range(3):
        assert sign_in(client).status_code == 200
        refused = sign_in(client, password=PASSWORD)
        assert refused.status_code == 429
        assert "saniye" in said(refused)
        pauses.append(int(refused["Retry-After"]))
        clock.tick(timedelta(seconds=pauses[-1]))
    assert pauses == [1, 2, 4]


def test_the_right_password_takes_the_failures_away(client, clock):
    for _ in range(3):
        fail(client, clock, 4)
        clock.tick(timedelta(seconds=20))
        assert signed_in(sign_in(client, password=PASSWORD))
        client.post("/cikis/")
        client.cookies.clear()
    assert not SignInCount.objects.exists()


def test_every_account_reads_the_same_at_each_step(clock):
    """Known, closed, invited without a password, and nobody's: each step of guessing has one answer."""
    emails, steps = (KNOWN, CLOSED, INVITED, UNKNOWN), []
    clients = {email: Client() for email in emails}
    for _ in range(8):
        clock.tick(timedelta(seconds=3))
        answers = [sign_in(clients[email], email) for email in emails]
        pages = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
        assert len(pages) == 1
        assert len({(answer.status_code, answer.get("Retry-After")) for answer in answers}) == 1
        steps.append(answers[0].status_code)
    assert set(steps) == {200, 429}


@pytest.mark.parametrize("email", [KNOWN, CLOSED, INVITED, UNKNOWN])
@pytest.mark.parametrize("password", [WRONG, PASSWORD])
def test_a_refusal_costs_one_hash_whoever_it_is_for(client, monkeypatch, email, password):
    if (email, password) == (KNOWN, PASSWORD):
        return
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    assert sign_in(client, email, password).status_code == 200
    assert len(hashed) == 1


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_a_locked_account_costs_no_hash(client, clock, monkeypatch, email):
    fail(client, clock, 5, email)
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    assert sign_in(client, email, PASSWORD).status_code == 429
    assert hashed == []


def test_the_same_statements_are_sent_whoever_it_is_for():
    sent = []
    for email in (KNOWN, UNKNOWN, CLOSED, INVITED):
        with CaptureQueriesContext(connection) as seen:
            sign_in(Client(), email)
        sent.append([each["sql"].partition(" ")[0] for each in seen])
    assert sent[0] == sent[1] == sent[2] == sent[3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_forty_guesses_at_once_are_not_forty_tries(email, monkeypatch):
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    line, statuses = Barrier(40), []

    def guess():
        try:
            line.wait()
            statuses.append(sign_in(Client(), email).status_code)
        finally:
            connections.close_all()

    threads = [Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    looked_at = statuses.count(200)
    assert len(statuses) == 40
    assert looked_at == len(hashed) <= 5
    assert set(statuses) == {200, 429}


# The owner


def test_whoever_locks_an_account_does_not_lock_its_owner_out(clock):
    owner, stranger = Client(), Client()
    assert signed_in(sign_in(owner, password=PASSWORD))
    owner.post("/cikis/")
    fail(stranger, clock, 5)
    assert sign_in(stranger, password=PASSWORD).status_code == 429
    assert signed_in(sign_in(owner, password=PASSWORD))
    assert sign_in(stranger, password=PASSWORD).status_code == 429


def test_a_known_browser_has_a_count_of_its_own_and_no_more(clock):
    owner = Client()
    sign_in(owner, password=PASSWORD)
    owner.post("/cikis/")
    fail(owner, clock, 5)
    assert sign_in(owner, password=PASSWORD).status_code == 429
    clock.tick(timedelta(seconds=20))
    assert signed_in(sign_in(Client(), password=PASSWORD))


def test_a_browser_is_known_to_the_account_only_that_signed_in_there(clock):
    other = make_user()
    browser = Client()
    sign_in(browser, other.email, PASSWORD)
    browser.post("/cikis/")
    fail(Client(), clock, 5)
    assert sign_in(browser, password=PASSWORD).status_code == 429


def test_a_forged_cookie_makes_no_browser_known(clock):
    browser = Client()
    sign_in(browser, password=PASSWORD)
    browser.post("/cikis/")
    (name,) = [name for name in browser.cookies if name.startswith("known-")]
    assert KNOWN not in str(browser.cookies[name])
    value = browser.cookies[name].value
    fail(Client(), clock, 5)
    for forged in ("x", value[:-1], value.replace(":", "x:", 1), signing.dumps("x")):
        thief = Client()
        thief.cookies[name] = forged
        assert sign_in(thief, password=PASSWORD).status_code == 429


def test_a_new_password_by_mail_ends_the_lock(client, clock, mailoutbox):
    fail(client, clock, 5)
    client.post("/parola/unuttum/", {"email": KNOWN})
    link = re.search(r"http://testserver(\S+)", mailoutbox[-1].body)[1]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "Yesil-ova-42", "password2": "Yesil-ova-42"})
    assert signed_in(sign_in(client, password="Yesil-ova-42"))


# Addresses


def test_one_address_cannot_try_many_accounts(client, settings):
    settings.LIMITS = {**LIMITS, "wrong_password": Limit(4, 900)}
    answers = [sign_in(client, f"kisi{number}@example.org") for number in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert "Çok fazla istek" in answers[-1].content.decode()
    assert sign_in(client, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_an_office_that_signs_in_is_no_attack(settings):
    settings.LIMITS = {**LIMITS, "wrong_password": Limit(4, 900)}
    for _ in range(8):
        assert signed_in(sign_in(Client(), make_user().email, PASSWORD))


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
@pytest.mark.parametrize("proxies", [0, 1])
def test_no_header_makes_another_address(client, settings, header, proxies):
    settings.LIMITS = {**LIMITS, "wrong_password": Limit(2, 900)}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(3):
        headers = {header: f"203.0.113.{number}"}
        if proxies:  # what the proxy itself adds comes last
            headers["X-Forwarded-For"] = f"203.0.113.{number}, 198.51.100.7"
        answer = sign_in(client, f"kisi{number}@example.org", headers=headers)
    assert answer.status_code == 429


# What is kept of it


def test_events_tell_of_failures_and_locks_but_not_what_was_typed(client, clock):
    fail(client, clock, 5)
    fail(client, clock, 5, UNKNOWN)
    known = User.objects.get(email=KNOWN)
    events = SecurityEvent.objects.order_by("pk")
    kinds = [EventKind.FAILURE] * 5 + [EventKind.LOCKED]
    assert [event.kind for event in events] == kinds * 2
    assert [event.user for event in events] == [known] * 6 + [None] * 6
    assert "example.org" not in str(list(events.values("details")))
    assert UNKNOWN not in str(list(SignInCount.objects.values()))


def test_the_owner_is_told_of_the_lock_and_nobody_else(client, clock, mailoutbox):
    for email in (KNOWN, UNKNOWN, CLOSED):
        fail(client, clock, 5, email)
    (mail,) = mailoutbox
    assert mail.to == [KNOWN]
    assert "30 dakika" in mail.body


def test_counts_are_forgotten_when_they_say_nothing(client, clock):
    fail(client, clock, 2)
    assert lockout.forget_old_counts() == 0
    clock.tick(timedelta(minutes=31))
    assert lockout.forget_old_counts() == 1


# The administrator


def test_an_administrator_sees_the_lock_and_ends_it(client, clock):
    known = User.objects.get(email=KNOWN)
    admin = Client()
    admin.force_login(make_user("admin"))
    unlock = f"{known.get_absolute_url()}kilidi-ac/"
    assert unlock not in admin.get(known.get_absolute_url()).content.decode()
    fail(client, clock, 5)
    page = admin.get(known.get_absolute_url()).content.decode()
    assert "Hatalı denemeler yüzünden kilitli" in page
    assert unlock in page
    admin.post(unlock)
    assert unlock not in admin.get(known.get_absolute_url()).content.decode()
    assert signed_in(sign_in(client, password=PASSWORD))
    event = SecurityEvent.objects.get(kind=EventKind.UNLOCKED)
    assert event.user == known
    assert event.by is not None
    assert "kilitli değil" in admin.post(unlock, follow=True).content.decode()
    assert SecurityEvent.objects.filter(kind=EventKind.UNLOCKED).count() == 1


def test_the_lock_itself_takes_the_same_statements_whoever_it_is_for(clock, settings):
    settings.EMAIL_BACKEND = "accounts.services.mail.OutboxBackend"
    SecuritySettings.objects.create(lockout_attempts=3)
    sent = []
    for email in (KNOWN, UNKNOWN, CLOSED):
        browser = Client()
        fail(browser, clock, 2, email)
        clock.tick(timedelta(seconds=20))
        with CaptureQueriesContext(connection) as seen:
            sign_in(browser, email)
        sent.append([each["sql"].partition(" ")[0] for each in seen])
    assert sent[0] == sent[1] == sent[2]
