"""Attacks on the second factor: guessing, replaying, racing, stolen devices, and walking around the step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import Authenticator, BackupCode, SecurityEvent, SecuritySettings, TrustedDevice, User

from .factories import PASSWORD, Phone, make_phone, make_user
from .live.bench import Tab, in_thread, running_hub
from .test_attack_races import at_once

pytestmark = pytest.mark.django_db

CODE = "/giris/kod/"
PASSED = 302


def at_the_step(user: User, client: Client | None = None) -> Client:
    """Return a client that gave the password and is asked for the code."""
    client = client or Client()
    assert client.post("/giris/", {"login": user.email, "password": PASSWORD}).url == CODE
    return client


def give(client: Client, code: str, **more: Any) -> int:
    return int(client.post(CODE, {"code": code, **more}).status_code)


def giver(client: Client, code: str) -> Callable[[], Any]:
    return lambda: client.post(CODE, {"code": code})


def is_signed_in(client: Client) -> bool:
    return client.get("/hesap/").status_code == 200


@pytest.fixture
def user() -> User:
    return make_user("admin")


@pytest.fixture
def phone(user: User) -> Phone:
    return make_phone(user)


# Guessing


@pytest.mark.usefixtures("phone")
def test_guessing_is_slowed_down_for_the_account_in_every_session(user: User, phone: Phone) -> None:
    assert give(at_the_step(user), "000000") in (422, 429)
    answer = at_the_step(user).post(CODE, {"code": phone.code()})  # the right one, at once, in another session
    assert (answer.status_code, int(answer["Retry-After"])) == (429, 1)
    start = timezone.now()
    for second in (2, 6, 14, 30):  # 1, 2, 4 and 8 seconds have to pass
        with freeze_time(start + timedelta(seconds=second)):
            give(at_the_step(user), "000000")
    assert Authenticator.objects.get().throttling_failure_count == 5
    for minutes, taken in ((20, False), (32, True)):
        with freeze_time(start + timedelta(minutes=minutes)):
            assert (give(at_the_step(user), phone.code()) == PASSED) is taken
    events = SecurityEvent.objects.filter(user=user)
    assert events.filter(kind="login_failure", details__step="sign_in").count() == 5
    locked = events.get(kind="account_locked")
    assert (locked.severity, locked.details["minutes"], locked.ip) == ("high", 30, "127.0.0.1")


def test_the_lock_grows_with_each_further_failure(user: User, phone: Phone) -> None:
    device = Authenticator.objects.get()
    waits = []
    for failures in (5, 6, 7, 20):
        device.throttling_failure_count, device.throttling_failure_timestamp = failures, timezone.now()
        waits.append(round(device.locked_for() / timedelta(minutes=1)))
    assert waits == [30, 60, 120, 24 * 60]


@pytest.mark.parametrize(
    "code", ["", " ", "12345", "1234567", "１２３４５６", "+12345", "-12345", "1e5", "\x00", "9" * 5000]
)
def test_what_is_no_code_is_refused(user: User, phone: Phone, code: str) -> None:
    client = at_the_step(user)
    assert give(client, code) in (422, 429)
    assert not is_signed_in(client)


# Replaying


def test_a_code_counts_once(user: User, phone: Phone) -> None:
    code = phone.code()
    assert give(at_the_step(user), code) == PASSED
    assert give(at_the_step(user), code) in (422, 429)


def test_no_code_before_the_last_one_counts(user: User, phone: Phone) -> None:
    older, newer = phone.code_at(0), phone.code_at(1)
    assert give(at_the_step(user), newer) == PASSED
    assert give(at_the_step(user), older) in (422, 429)


def test_the_answered_step_is_over(user: User, phone: Phone) -> None:
    client = at_the_step(user)
    step = client.cookies["sessionid"].value
    assert give(client, phone.code()) == PASSED
    assert client.cookies["sessionid"].value != step
    replayed = Client()
    replayed.cookies["sessionid"] = step
    assert replayed.get(CODE).status_code == 302
    assert not is_signed_in(replayed)


# Racing


@pytest.mark.django_db(transaction=True)
def test_one_backup_code_opens_one_session_and_so_does_one_code_of_the_app() -> None:
    user = make_user()
    phone = make_phone(user)
    device = Authenticator.objects.get()
    BackupCode.objects.create(authenticator=device, digest=BackupCode.digest_of("abcdefghjk"))
    for code in ("abcdefghjk", phone.code()):
        Authenticator.objects.update(throttling_failure_count=0)
        clients = [at_the_step(user) for _ in range(4)]
        statuses = at_once(*(giver(client, code) for client in clients))
        assert statuses.count(PASSED) == 1
        assert sum(is_signed_in(client) for client in clients) == 1


@pytest.mark.django_db(transaction=True)
def test_two_backup_codes_at_once_are_two_that_are_used() -> None:
    user = make_user()
    make_phone(user)
    device = Authenticator.objects.get()
    codes = ["abcdefghjk", "mnpqrstuvw"]
    for code in codes:
        BackupCode.objects.create(authenticator=device, digest=BackupCode.digest_of(code))
    assert at_once(*(giver(at_the_step(user), code) for code in codes)) == [PASSED, PASSED]
    assert BackupCode.objects.filter(used_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_guesses_at_once_are_all_counted_or_not_looked_at() -> None:
    user = make_user()
    make_phone(user)
    clients = [at_the_step(user) for _ in range(4)]
    at_once(*(giver(client, "000000") for client in clients))
    assert Authenticator.objects.get().throttling_failure_count == 1  # the others came within its second


# A device that was trusted


@pytest.fixture
def stolen(user: User, phone: Phone) -> dict[str, str]:
    """The cookie by which a device of `user` is trusted."""
    client = at_the_step(user)
    answer = client.post(CODE, {"code": phone.code(), "trust": "on"})
    cookie = answer.cookies[f"device-{user.pk}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 3600)
    return {f"device-{user.pk}": cookie.value}


def with_device(user: User, cookies: dict[str, str], password: str = PASSWORD) -> str:
    """Return where the password leads in a browser that holds these cookies."""
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return str(client.post("/giris/", {"login": user.email, "password": password}).url)


def test_a_trusted_device_needs_no_code_as_long_as_it_is_trusted(user: User, stolen: dict[str, str]) -> None:
    assert with_device(user, stolen) == "/"
    with freeze_time(timezone.now() + timedelta(days=29)):
        assert with_device(user, stolen) == "/"
    with freeze_time(timezone.now() + timedelta(days=31)):
        assert with_device(user, stolen) == CODE


def revoke(user: User) -> None:
    TrustedDevice.objects.update(revoked_at=timezone.now())


def change_password(user: User) -> None:
    user.set_password(PASSWORD)  # the same again: the salt is another
    user.save()


def end_all_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_generation=user.session_generation + 1)


@pytest.mark.parametrize("end", [revoke, change_password, end_all_sessions])
def test_a_stolen_device_is_worth_nothing_after(user: User, stolen: dict[str, str], end: Any) -> None:
    assert with_device(user, stolen) == "/"
    end(user)
    assert with_device(user, stolen) == CODE


def test_a_device_of_somebody_else_or_of_nobody(user: User, stolen: dict[str, str]) -> None:
    (value,) = stolen.values()
    other = make_user("admin")
    make_phone(other)
    assert with_device(other, stolen) == CODE
    assert with_device(other, {f"device-{other.pk}": value}) == CODE
    token, *signature = value.split(":")
    for forged in (token, f"x{value}", ":".join([f"x{token}", *signature]), f"{value}x", ""):
        assert with_device(user, {f"device-{user.pk}": forged}) == CODE
    assert TrustedDevice.objects.get().digest not in value


def test_a_device_is_not_trusted_where_the_setting_says_none(user: User, phone: Phone) -> None:
    SecuritySettings.objects.create(trusted_device_days=0)
    client = at_the_step(user)
    assert give(client, phone.code(), trust="on") == PASSED
    assert not TrustedDevice.objects.exists()


def test_a_trusted_device_does_not_open_the_django_admin(user: User, stolen: dict[str, str], phone: Phone) -> None:
    client = Client()
    for name, value in stolen.items():
        client.cookies[name] = value
    client.post("/giris/", {"login": user.email, "password": PASSWORD})
    assert is_signed_in(client)
    page = client.get("/yonetim/", follow=True)
    assert page.redirect_chain[-1][0] == "/hesap/dogrula/?next=%2Fyonetim%2F"
    wrong = {"proof-password": PASSWORD, "proof-code": "", "next": "/yonetim/"}
    assert client.post("/hesap/dogrula/", wrong).status_code == 422
    assert client.get("/yonetim/").status_code == 302
    assert client.post("/hesap/dogrula/", wrong | {"proof-code": phone.code()}).url == "/yonetim/"
    assert client.get("/yonetim/").status_code == 200


def test_the_django_admin_is_closed_to_whoever_must_have_a_factor_and_has_none(client: Client) -> None:
    client.post("/giris/", {"login": make_user("admin").email, "password": PASSWORD})
    assert client.get("/haneler/").status_code == 200  # within the time of grace
    assert client.get("/yonetim/", follow=True).redirect_chain[-1][0].startswith("/hesap/guvenlik/")


# Around the step: every address of the panel is as for a stranger (test_permission_matrix.py)


@pytest.mark.usefixtures("phone")
@pytest.mark.parametrize(
    "path", ["/yonetim/", "/yonetim/accounts/user/", "/media/avatars/a.webp", "/canli/parcalar/?url=/"]
)
def test_between_password_and_code_nothing_opens(user: User, path: str) -> None:
    client = at_the_step(user)
    assert client.get(path).status_code in (302, 401)
    assert client.post(path).status_code in (302, 401, 403, 405)


@pytest.mark.django_db(transaction=True)
async def test_between_password_and_code_no_socket_opens() -> None:
    def step() -> Client:
        user = make_user("admin")
        make_phone(user)
        return at_the_step(user)

    async with running_hub():
        tab = Tab(await in_thread(step))
        await tab.line.connect()
        assert await tab.closed_with() == 4001


def test_a_session_that_came_past_the_step_opens_nothing(user: User, phone: Phone) -> None:
    client = Client()
    client.force_login(user)
    assert client.get("/haneler/")["Location"].startswith("/hesap/dogrula/")
    assert client.get("/canli/parcalar/", {"url": "/haneler/"}).status_code == 401


def test_the_step_ends_after_some_minutes(user: User, phone: Phone) -> None:
    client = at_the_step(user)
    with freeze_time(timezone.now() + timedelta(minutes=16)):
        assert client.get(CODE).url == "/giris/"
        assert client.post(CODE, {"code": phone.code()}).url == "/giris/"
        assert not is_signed_in(client)


@pytest.mark.parametrize(
    "change",
    [
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        change_password,
        end_all_sessions,
    ],
    ids=["deactivated", "another password", "all sessions ended"],
)
def test_the_step_ends_with_what_it_rests_on(user: User, phone: Phone, change: Any) -> None:
    client = at_the_step(user)
    change(user)
    assert client.post(CODE, {"code": phone.code()}).url == "/giris/"
    assert not is_signed_in(client)
    assert Authenticator.objects.get().last_step == -1  # the code was not even looked at


def test_a_planted_session_takes_no_part_in_the_step(user: User, phone: Phone) -> None:
    victim = Client()
    victim.get("/giris/")
    session = victim.session
    session["planted"] = True
    session.save()
    victim.cookies["sessionid"] = planted = session.session_key
    thief = Client()
    thief.cookies["sessionid"] = planted
    at_the_step(user, victim)
    assert thief.get(CODE).url == "/giris/"
    assert give(victim, phone.code()) == PASSED
    assert not is_signed_in(thief)
    assert not Session.objects.filter(pk=planted).exists()


def test_no_parameter_skips_the_step(user: User, phone: Phone) -> None:
    client = at_the_step(user)
    for more in (
        {"otp_device_id": Authenticator.objects.get().persistent_id},
        {"trusted_device": "1"},
        {"trust": "on"},
    ):
        assert client.post(CODE, {"code": "", **more}).status_code == 422
    assert not is_signed_in(client)
