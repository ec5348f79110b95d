"""Preferences: rows only where somebody differs from the default, and the link in a mail that turns a kind off."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from notifications.links import Off, off_url
from notifications.models import Delivery, Preference, Rhythm

from ..factories import make_user
from .rows import KIND, a_kind, tell, told

pytestmark = pytest.mark.django_db
PAGE = "/bildirimler/tercihler/"


@pytest.fixture(autouse=True)
def _kind():
    with a_kind():
        yield


def choices(user):
    return {(row.kind, row.channel): row.wanted for row in Preference.objects.filter(user=user)}


def test_only_what_differs_from_the_default_is_stored(client):
    user = make_user()
    client.force_login(user)
    ticked = {f"{KIND.key}-panel": "on", "notifications.announced-panel": "on", "notifications.announced-email": "on"}
    hours = {"quiet_from": "22:00", "quiet_to": "07:00", "digest_hour": "18"}
    assert client.post(PAGE, {**ticked, **hours, "notifications.announced_urgently-email": "on"}).status_code == 302
    assert choices(user) == {(KIND.key, "email"): False}
    assert Rhythm.objects.get(user=user).digest_hour == 18
    client.post(PAGE, {**ticked, f"{KIND.key}-email": "on", "notifications.announced_urgently-email": "on"})
    assert not choices(user)
    assert Rhythm.objects.get(user=user).quiet_from is None


@pytest.mark.parametrize("hours", [{"quiet_from": "22:00"}, {"quiet_from": "22:00", "quiet_to": "22:00"}])
def test_quiet_hours_have_two_ends(client, hours):
    client.force_login(make_user())
    answer = client.post(PAGE, hours)
    assert answer.status_code == 422
    assert "Sessiz saatlerin" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Rhythm.objects.create(user=make_user(), **hours)


def test_the_link_in_a_mail_asks_and_turns_off_that_kind_alone():
    user = make_user()
    tell(user)
    address = off_url(Off(user.pk, (KIND.key,))).removeprefix("http://127.0.0.1:8000")
    program = Client(enforce_csrf_checks=True)
    assert program.get(address).status_code == 200
    assert not choices(user)
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert choices(user) == {(KIND.key, "email"): False}
    assert Delivery.objects.get().state == "dropped"
    assert told(user)[0].in_panel


def test_a_link_that_somebody_made_up_turns_nothing_off(client):
    user = make_user()
    address = reverse("notifications:off", args=[off_url(Off(user.pk, (KIND.key,)))[-60:-1] + "x"])
    assert client.post(address).status_code == 404
    assert not choices(user)
