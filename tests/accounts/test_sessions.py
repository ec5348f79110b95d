"""Sessions: how long they last, who ends them, and that an ended one opens nothing any more."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import (
    AuditEntry,
    EndReason,
    EventKind,
    RoleSessionLimit,
    SecurityEvent,
    SecuritySettings,
    Session,
    User,
)
from accounts.services import sessions as services
from accounts.services import users
from accounts.services.session_limits import set_session_limits

from ..factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

START = timezone.now()
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
NEW_PASSWORD = "Yesil-ova-42"


def sign_in(user: User, **more: Any) -> Client:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    client.post("/giris/", {"login": user.email, "password": PASSWORD, **more})
    return client


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def with_key(key: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def is_open(client: Client) -> bool:
    """Ask without moving the cookie that the client holds."""
    return with_key(key_of(client)).get("/hesap/").status_code == 200


def row_of(client: Client) -> Session:
    return Session.objects.get(session_key=key_of(client))


def after(**passed: float) -> Any:
    return freeze_time(START + timedelta(**passed))


# How long they last


@freeze_time(START)
def test_a_session_that_is_used_ends_twelve_hours_after_signing_in() -> None:
    client = sign_in(make_user("staff"))
    assert not client.cookies[settings.SESSION_COOKIE_NAME]["max-age"]
    for hour in range(1, 12):
        with after(hours=hour):
            assert client.get("/hesap/").status_code == 200
    with after(hours=12, minutes=-1):
        assert client.get("/hesap/").status_code == 200
    with after(hours=12, seconds=1):
        assert client.get("/hesap/").status_code == 302


@freeze_time(START)
def test_a_browser_that_is_to_be_remembered_may_rest() -> None:
    client = sign_in(make_user(), remember="on")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 30 * 24 * 3600
    with after(days=29):
        assert client.get("/hesap/").status_code == 200
        session = client.session
        session["something"] = "that is saved and would prolong it"
        session.save()
    with after(days=30, seconds=1):
        assert not is_open(client)


@freeze_time(START)
def test_the_strictest_of_a_persons_roles_holds() -> None:
    RoleSessionLimit.objects.create(role="board", idle_minutes=30, absolute_hours=24, remembered_days=0)
    RoleSessionLimit.objects.create(role="staff", idle_minutes=60, absolute_hours=2, remembered_days=10)
    user = make_user("board")
    users.change_user(user=user, by=make_user("admin"), roles=["board", "staff"])
    client = sign_in(user, remember="on")  # which nobody with the role of the board is
    assert row_of(client).expire_date == START + timedelta(minutes=30)
    for minutes in (29, 58, 87, 116):
        with after(minutes=minutes):
            assert client.get("/hesap/").status_code == 200
    assert row_of(client).expire_date == START + timedelta(hours=2)
    with after(minutes=121):
        assert not is_open(client)


@freeze_time(START)
def test_what_browsers_ask_by_themselves_is_no_use() -> None:
    client = sign_in(make_user("admin"))
    end = row_of(client).expire_date
    with after(hours=3):
        for address in ("/canli/parcalar/?url=/", "/canli/", "/media/avatars/yok.webp", "/health/live"):
            client.get(address)
        assert row_of(client).expire_date == end
        client.get("/hesap/")
    assert row_of(client).expire_date == end + timedelta(hours=3)


@freeze_time(START)
def test_the_last_use_is_written_once_a_minute(django_assert_num_queries: Any) -> None:
    client = sign_in(make_user())
    with after(seconds=59):
        client.get("/hesap/")
        assert row_of(client).last_used_at == START
    with after(seconds=60):
        client.get("/hesap/", REMOTE_ADDR="192.0.2.7")
    row = row_of(client)
    assert (row.last_used_at, row.ip) == (START + timedelta(seconds=60), "192.0.2.7")


@freeze_time(START)
def test_other_limits_hold_at_once_for_open_sessions_too() -> None:
    admin, staff = make_user("admin"), make_user("staff")
    other, idle = sign_in(make_user("volunteer")), sign_in(staff)
    with after(minutes=50):
        busy = sign_in(staff)
    with after(minutes=60):
        set_session_limits(
            limits={
                "staff": {"idle_minutes": 30, "absolute_hours": 1, "remembered_days": 0},
                "volunteer": {"idle_minutes": 240, "absolute_hours": 12, "remembered_days": 30},
            },
            by=admin,
        )
        assert row_of(busy).expire_date == START + timedelta(minutes=80)
        assert [is_open(each) for each in (idle, busy, other)] == [False, True, True]
    assert [row.role for row in RoleSessionLimit.objects.all()] == ["staff"]
    event = SecurityEvent.objects.get(kind=EventKind.SESSION_ENDED)
    assert (event.user, event.details["reason"]) == (staff, EndReason.SHORTENED)
    assert SecurityEvent.objects.get(kind=EventKind.SETTINGS).by == admin


# Who ends them


def test_a_sign_in_beyond_the_limit_ends_the_one_that_was_used_longest_ago() -> None:
    SecuritySettings.objects.create(concurrent_sessions=2)
    user = make_user()
    with freeze_time(START):
        first = sign_in(user)
    with after(minutes=1):
        second = sign_in(user)
    with after(minutes=5):
        first.get("/hesap/")
    with after(minutes=6):
        third = sign_in(user)
        assert [is_open(each) for each in (first, second, third)] == [True, False, True]
    event = SecurityEvent.objects.get(kind=EventKind.SESSION_ENDED)
    assert event.details == {"reason": "limit", "devices": ["Firefox, Windows"]}


def test_signing_in_and_out_are_events() -> None:
    user = make_user()
    client = sign_in(user)
    client.post("/cikis/")
    events = SecurityEvent.objects.filter(user=user).order_by("pk")
    assert [event.kind for event in events] == [EventKind.SUCCESS, EventKind.SIGN_OUT]
    assert {(event.ip, event.user_agent) for event in events} == {("127.0.0.1", FIREFOX)}


def test_a_new_password_ends_the_other_sessions() -> None:
    user = make_user()
    client, other = sign_in(user), sign_in(user)
    before = key_of(client)
    client.post("/hesap/parola/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert list(Session.objects.of(user)) == [row_of(client)]
    assert key_of(client) != before
    assert not is_open(other)


def test_sessions_end_with_the_rights_that_they_were_opened_under() -> None:
    admin, user = make_user("admin"), make_user("staff")
    changes = [
        lambda: users.change_user(user=user, by=admin, roles=["volunteer"]),
        lambda: users.set_extra_verbs(user=user, by=admin, verbs=["accounts.view_health"]),
        lambda: users.deactivate_user(user=user, by=admin, reason="Ayrıldı"),
    ]
    for change in changes:
        client = sign_in(user)
        users.change_user(user=user, by=admin, roles=[role.slug for role in user.roles], title="Aynı yetkiler")
        assert is_open(client)
        change()
        assert not is_open(client)
    reasons = SecurityEvent.objects.filter(kind=EventKind.SESSION_ENDED).order_by("pk")
    assert [event.details["reason"] for event in reasons] == ["rights", "rights", "closed"]
    assert {event.by for event in reasons} == {admin}


def test_who_gains_rights_in_the_middle_of_a_session_gets_a_new_key(rf: Any) -> None:
    user = make_user()
    client, other = sign_in(user), sign_in(user)
    request = rf.get("/")
    request.user, request.session = user, client.session
    services.renew_session(EndReason.FACTOR, request=request)
    assert not is_open(client)
    assert not is_open(other)
    assert with_key(request.session.session_key).get("/hesap/").status_code == 200


# Keys


def test_a_key_that_was_planted_before_signing_in_opens_nothing() -> None:
    client, user = Client(), make_user()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    client.post("/giris/", {"login": user.email, "password": PASSWORD})
    assert is_open(client)
    assert key_of(client) != planted
    assert with_key(planted).get("/hesap/").status_code == 302


@pytest.mark.parametrize("key", ["", "a" * 32, "x' OR '1'='1", "ü" * 32, "\x00" * 32, "a" * 5000])
def test_a_made_up_key_opens_nothing(key: str) -> None:
    sign_in(make_user())
    assert with_key(key).get("/hesap/").status_code == 302


def test_a_key_that_was_signed_out_opens_nothing() -> None:
    client = sign_in(make_user())
    stolen = key_of(client)
    client.post("/cikis/")
    assert with_key(stolen).get("/hesap/").status_code == 302


def test_what_the_holder_of_an_old_key_saves_does_not_reach_the_session() -> None:
    client = sign_in(make_user())
    late, renewed = client.session, client.session
    late["something"] = "new"
    renewed.cycle_key()
    with pytest.raises(UpdateError):
        late.save()
    assert "something" not in Session.objects.get(session_key=renewed.session_key).get_decoded()


def test_no_key_is_written_anywhere(caplog: Any) -> None:
    caplog.set_level("DEBUG")
    user = make_user()
    client = sign_in(user)
    row, key = row_of(client), key_of(client)
    services.end_all_sessions(user=user, by=make_user("admin"), note="Bilgisayar kayboldu")
    assert key not in str(row)
    assert key not in str(list(AuditEntry.objects.values()))
    assert key not in str(list(SecurityEvent.objects.values()))
    assert not any(key in record.getMessage() for record in caplog.records if record.name != "django.db.backends")


@freeze_time(START)
def test_expired_sessions_are_cleared_away() -> None:
    user = make_user()
    sign_in(user)
    with after(days=1):
        client = sign_in(user)
        assert services.forget_expired() == 1
        assert list(Session.objects.all()) == [row_of(client)]
