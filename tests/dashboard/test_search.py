"""The search page and the palette give the same answers; the palette gets them without the frame."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, make_user):
    client.force_login(make_user("admin"))
    return client


def test_the_page_works_without_scripts(signed_in):
    html = signed_in.post("/ara/", {"q": "kullanıcı"}).content.decode()
    assert "<html" in html
    assert 'value="kullanıcı"' in html
    assert "/kullanicilar/" in html


def test_the_palette_gets_the_hits_alone(signed_in):
    html = signed_in.post("/ara/", {"q": "kullanıcı"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert "/kullanicilar/" in html


def test_nothing_found_says_what_to_try(signed_in):
    html = signed_in.post("/ara/", {"q": "zzzz"}, headers={"HX-Request": "true"}).content.decode()
    assert "Eşleşen bir şey yok" in html


def test_an_address_never_carries_what_was_searched(signed_in):
    assert 'value=""' in signed_in.get("/ara/?q=10000000146").content.decode()
