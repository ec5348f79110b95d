"""Health pages: one word for machines, everything for administrators."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from accounts.models import OutgoingMail
from kafkasder.health import checks
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_machines_learn_one_word_without_signing_in(client, path):
    response = client.get(path)
    assert (response.status_code, response.content) == (200, b"ok")


def test_live_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/health/live")


def test_an_unapplied_migration_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sessions'")
    response = client.get("/health/ready")
    assert (response.status_code, response.content) == (503, b"unavailable")


def redis_layer(url):
    layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [url]}}
    return override_settings(CHANNEL_LAYERS={"default": layer})


def test_a_channel_layer_that_is_away_is_not_ready(client):
    with redis_layer("redis://127.0.0.1:1"):
        assert client.get("/health/ready").status_code == 503


def test_a_real_redis_is_ready(client, redis_url):
    with redis_layer(redis_url):
        assert client.get("/health/ready").status_code == 200


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no route to host")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/health/ready")
    assert (response.status_code, response.content) == (503, b"unavailable")


def test_administrators_see_each_finding(client):
    client.force_login(make_user(role="admin"))
    page = client.get("/saglik/").content.decode()
    assert "PostgreSQL" in page
    for finding in checks.find():
        assert str(finding.label) in page


def test_mails_that_cannot_be_sent_are_shown_and_keep_no_request_out(client):
    OutgoingMail.objects.create(content="{}", created_at=timezone.now() - timedelta(minutes=20))
    client.force_login(make_user(role="admin"))
    assert "1 e-posta gönderilemedi" in client.get("/saglik/").content.decode()
    assert client.get("/health/ready").status_code == 200


def test_a_worker_that_is_away_is_told_and_keeps_no_request_out(client):
    assert (client.get("/health/worker").status_code, client.get("/health/ready").status_code) == (503, 200)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/health/worker").content == b"ok"


def test_others_do_not(client):
    client.force_login(make_user(role="volunteer"))
    assert client.get("/saglik/").status_code == 403
    client.logout()
    assert client.get("/saglik/").status_code == 302
