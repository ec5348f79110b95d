"""Error pages, each with the number under which logs and Sentry know it."""

import re

import pytest
from django.db import connection
from django.test import Client

from tests.factories import make_user

NUMBER = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("failing")]


@pytest.fixture(params=["signed in", "stranger"])
def browser(request):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    if request.param == "signed in":
        client.force_login(make_user())
    return client


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_the_page_has_a_number_that_sentry_has_too(browser, sentry, status):
    response = browser.get(f"/{status}/")
    assert response.status_code == status
    (number,) = NUMBER.findall(response.content.decode())
    assert {event["tags"]["request_number"] for event in sentry.events if "tags" in event} == {number}


def test_a_form_without_its_token_gets_the_page_of_a_403(browser, sentry):
    response = browser.post("/form/")
    assert response.status_code == 403
    assert NUMBER.search(response.content.decode())


def test_the_500_page_needs_no_database(browser, django_db_blocker):
    connection.close()
    with django_db_blocker.block():
        response = Client(raise_request_exception=False).get("/500/")
    assert response.status_code == 500
    assert NUMBER.search(response.content.decode())


def test_the_500_page_comes_even_when_its_template_fails(browser, monkeypatch):
    def break_down(*args, **kwargs):
        raise OSError

    monkeypatch.setattr("kafkasder.errors.loader.render_to_string", break_down)
    response = browser.get("/500/")
    assert response.status_code == 500
    assert NUMBER.search(response.content.decode())


def test_each_request_has_its_own_number(browser):
    first, second = (NUMBER.findall(browser.get("/404/").content.decode()) for _ in range(2))
    assert first != second
