"""The frame of every page: who is seen, what is current, what waits to be told."""

import re

import pytest
from django.template.loader import render_to_string

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client, make_user):
    user = make_user("staff", full_name="Ayşe Yılmaz")
    client.force_login(user)
    return user


def test_the_heading_is_the_title_too(client, user):
    html = client.get("/").content.decode()
    assert "<title>Genel bakış · Kafkasder Panel</title>" in html


def test_the_page_has_its_landmarks(client, user):
    html = client.get("/").content.decode()
    for landmark in (
        'href="#content"',
        '<main class="page" id="content"',
        'aria-label="Ana menü"',
        'id="live-announcer"',
    ):
        assert landmark in html
    assert html.count("<h1") == 1
    assert 'aria-current="page"' in html


def test_the_navigation_stays_as_it_was_left(client, user):
    assert 'data-nav="narrow"' not in client.get("/").content.decode()
    client.cookies["nav"] = "narrow"
    assert 'data-nav="narrow"' in client.get("/").content.decode()


def test_no_page_carries_inline_style_or_script(client, user):
    html = client.get("/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert html.count("<script") == len(re.findall(r'<script [^>]*src="[^"]+\.js"', html))


def test_a_frame_costs_no_query_beyond_the_viewer_and_the_rights(client, user, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/ara/")


def test_demo_data_is_named_as_such(client, user, settings):
    assert "DEMO VERİ" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "DEMO VERİ" in client.get("/").content.decode()


def test_the_failure_page_needs_neither_request_nor_database(db):
    html = render_to_string("errors/500.html", {"error_number": "AB12-CD34"})
    assert "AB12-CD34" in html
    assert "Beklenmeyen bir hata oldu" in html
