"""The pages of sessions: what they show, and that an end reaches pages and open tabs at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import EventKind, RoleSessionLimit, SecurityEvent, Session
from accounts.services import sessions as services

from ..factories import make_user
from ..live.bench import in_thread, running_hub, tab_of
from .test_sessions import is_open, key_of, row_of, sign_in

OWN = "/hesap/oturumlar/"


def page(client: Client, address: str = OWN) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.mark.django_db
def test_one_sees_ones_own_sessions_this_one_first() -> None:
    user = make_user()
    client, _, stranger = sign_in(user), sign_in(user), sign_in(make_user())
    shown = page(client)
    assert shown.index(f"session-{row_of(client).pk}") < shown.index("Bu cihaz")
    assert shown.count("Bu cihaz") == 1
    assert "Yerel ağ" in shown
    assert f"session-{row_of(stranger).pk}" not in shown
    assert not any(key_of(each) in shown for each in (client, stranger))


@pytest.mark.django_db
def test_only_who_has_other_sessions_is_offered_to_end_them() -> None:
    user = make_user()
    client = sign_in(user)
    assert reverse("accounts:own_sessions_end") not in page(client)
    sign_in(user)
    assert reverse("accounts:own_sessions_end") in page(client)


@pytest.mark.django_db
def test_one_ends_another_one_of_ones_own_sessions() -> None:
    user = make_user()
    client, other = sign_in(user), sign_in(user)
    assert client.post(f"{OWN}{row_of(other).pk}/kapat/").url == OWN
    assert [is_open(client), is_open(other)] == [True, False]
    event = SecurityEvent.objects.get(kind=EventKind.SESSION_ENDED)
    assert (event.user, event.by, event.details["reason"]) == (user, None, "self")


@pytest.mark.django_db
def test_ending_this_one_is_signing_out() -> None:
    client = sign_in(make_user())
    assert client.post(f"{OWN}{row_of(client).pk}/kapat/").url == "/giris/"
    assert not Session.objects.filter(user__isnull=False).exists()


@pytest.mark.django_db
def test_one_ends_all_others() -> None:
    user = make_user()
    client, *others, stranger = sign_in(user), sign_in(user), sign_in(user), sign_in(make_user())
    assert "2 oturum kapatıldı." in client.post(f"{OWN}digerlerini-kapat/", follow=True).content.decode()
    assert [is_open(each) for each in (client, *others, stranger)] == [True, False, False, True]


@pytest.mark.django_db
def test_nobody_ends_the_session_of_somebody_else_as_if_it_were_the_own() -> None:
    client, victim = sign_in(make_user("admin")), sign_in(make_user())
    assert client.post(f"{OWN}{row_of(victim).pk}/kapat/").status_code == 404
    assert is_open(victim)


@pytest.mark.django_db
def test_an_administrator_ends_sessions_and_says_why() -> None:
    admin, user = make_user("admin"), make_user("staff")
    client, first, second = sign_in(admin), sign_in(user), sign_in(user)
    assert "Firefox, Windows" in page(client, user.get_absolute_url())
    one = reverse("accounts:user_session_end", args=[user.pk, row_of(first).pk])
    assert client.post(one, {"reason": " "}).status_code == 422
    assert is_open(first)
    client.post(one, {"reason": "Telefon kayboldu"})
    assert [is_open(first), is_open(second)] == [False, True]
    client.post(reverse("accounts:user_sessions_end", args=[user.pk]), {"reason": "Ayrılıyor"})
    assert not is_open(second)
    told = [(event.by, event.details["note"]) for event in SecurityEvent.objects.filter(kind=EventKind.SESSION_ENDED)]
    assert told == [(admin, "Ayrılıyor"), (admin, "Telefon kayboldu")]


@pytest.mark.django_db
def test_who_may_not_manage_somebody_neither_sees_nor_ends_their_sessions() -> None:
    manager, board = make_user("staff"), make_user("board")
    manager.user_permissions.add(_manage_users())
    client, victim = sign_in(manager), sign_in(board)
    number = row_of(victim).pk
    assert f"session-{number}" not in page(client, board.get_absolute_url())
    assert client.post(reverse("accounts:user_sessions_end", args=[board.pk]), {"reason": "x"}).status_code == 403
    elsewhere = reverse("accounts:user_session_end", args=[make_user().pk, number])
    assert client.post(elsewhere, {"reason": "x"}).status_code == 404
    assert is_open(victim)


def _manage_users() -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename="manage_users")


@pytest.mark.django_db(transaction=True)
async def test_an_end_closes_the_sockets_of_that_session_alone() -> None:
    user, admin = await in_thread(make_user), await in_thread(make_user, "admin")
    ended, other = await in_thread(sign_in, user), await in_thread(sign_in, user)
    async with running_hub(), tab_of(ended) as tab, tab_of(other) as open_tab:
        session = await in_thread(row_of, ended)
        await in_thread(lambda: services.end_session(session=_fresh(session), by=admin, note="Kayıp"))
        assert await tab.closed_with() == 4001
        await open_tab.send(op="ping")
        assert await open_tab.hear() == {"op": "pong"}


def _fresh(session: Session) -> Session:
    return Session.objects.select_related("user").get(pk=session.pk)


@pytest.mark.django_db
def test_an_administrator_sets_how_long_sessions_last() -> None:
    client, staff = sign_in(make_user("admin")), sign_in(make_user("staff"))
    address = reverse("accounts:session_limits")
    fields = client.get(address).context["form"]
    typed = {bound.html_name: bound.initial for bound in fields}
    assert client.post(address, typed | {"staff-idle_minutes": "1"}).status_code == 422
    assert client.post(address, typed | {"staff-idle_minutes": "45"}).url == address
    assert [(row.role, row.idle_minutes) for row in RoleSessionLimit.objects.all()] == [("staff", 45)]
    row = row_of(staff)
    assert row.expire_date == row.last_used_at + timedelta(minutes=45)
    assert "oturum süreleri" in client.get("/guvenlik/olaylar/?review=all&severity=all").content.decode()
