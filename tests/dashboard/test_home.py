"""The home page shows the numbers that the viewer may know, and nothing is counted for the others."""

import pytest
from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard
from kafkasder.core.dashboard import Breakdown, Part, Tile
from kafkasder.core.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_registers(monkeypatch):
    monkeypatch.setattr(dashboard, "_tiles", Registry())
    monkeypatch.setattr(dashboard, "_breakdowns", Registry())


@pytest.fixture
def page(client, make_user):
    def page(role):
        client.force_login(make_user(role))
        return client.get("/").content.decode()

    return page


def register_tile(verb="beneficiaries.view_household", **options):
    tile = {"key": "households", "label": _("Haneler"), "url": "/haneler/", "compute": lambda user: 4711}
    dashboard.register(Tile(**tile, verb=verb, **options))


def test_a_tile_opens_the_list_behind_its_number(page):
    register_tile()
    html = page("staff")
    assert "4.711" in html
    assert 'href="/haneler/"' in html


def test_a_tile_is_not_counted_for_those_who_may_not_see_it(page):
    def never(user):
        raise AssertionError

    dashboard.register(Tile(key="a", label="A", url="/", verb="accounts.manage_users", compute=never))
    assert "Burada gösterilecek bir şey yok" in page("volunteer")


def test_a_breakdown_shows_its_parts(page):
    parts = [Part("Aktif", 3, "/haneler/?durum=aktif"), Part("Taslak", 1)]
    verb = "beneficiaries.view_household"
    dashboard.register(Breakdown(key="states", label="Durumlar", verb=verb, compute=lambda user: parts))
    html = page("staff")
    assert 'href="/haneler/?durum=aktif"' in html
    assert '<progress class="meter " value="3" max="4"' in html


def test_one_personal_number_makes_the_dashboard_personal(make_user):
    user = make_user("staff")
    register_tile()
    assert dashboard.same_for_equal_rights(user)
    dashboard.register(
        Tile(
            key="mine",
            label="Benimkiler",
            url="/",
            verb="beneficiaries.view_household",
            compute=len,
            same_for_equal_rights=lambda viewer: False,
        )
    )
    assert not dashboard.same_for_equal_rights(user)


def test_the_home_page_wants_somebody(client):
    assert client.get("/").status_code == 302
