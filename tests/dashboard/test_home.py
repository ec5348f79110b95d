"""The home page shows the numbers that the viewer may know, and nothing is counted for the others."""

import re

import pytest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import preferences
from kafkasder.core import dashboard
from kafkasder.core.counting import count_each
from kafkasder.core.dashboard import Breakdown, Part, Tile
from kafkasder.core.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_registers(monkeypatch):
    monkeypatch.setattr(dashboard, "_tiles", Registry())
    monkeypatch.setattr(dashboard, "_breakdowns", Registry())
    monkeypatch.setattr(dashboard, "_charts", Registry())


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


def test_rooms_stand_apart_and_what_is_urgent_comes_first(page):
    verb = "beneficiaries.view_household"
    for key, value, urgent in (
        ("beneficiaries.all", 5, False),
        ("tasks.all", 3, False),
        ("tasks.late", 2, True),
        ("privacy.late", 0, True),
        ("meetings.nothing", None, True),
    ):
        tile = {"key": key, "label": key, "url": f"/{key}/", "urgent": urgent}
        dashboard.register(Tile(**tile, verb=verb, compute=lambda user, value=value: value))
    html = page("staff")
    order = ["tasks.late", "tasks.all", "beneficiaries.all", "privacy.late"]
    assert re.findall(r'<a class="tile" href="/([^"]+)/"', html) == order
    assert html.count("data-urgent") == 1
    assert "meetings.nothing" not in html
    headings = re.findall(r'<h2 class="group-name" id="[^"]+">([^<]+)</h2>', html)
    assert headings == ["Görevler", "İhtiyaç sahipleri", "Kişisel veriler"]
    assert "1 konu bekliyor" in html


def test_all_counts_of_rows_take_one_statement(page, client, make_user, django_assert_num_queries):
    users = [User.objects.all(), User.objects.none(), User.objects.filter(full_name__contains="%", pk__in=[1, 2])]
    make_user("staff")
    everybody = User.objects.count()
    with django_assert_num_queries(1):
        assert count_each(users) == [everybody, 0, 0]
    assert count_each([]) == []


def test_a_folded_group_is_remembered_and_told_to_other_tabs(client, make_user, monkeypatch):
    letters = []
    monkeypatch.setattr(preferences, "tell_user", lambda user_id, event: letters.append(event))
    register_tile(verb="beneficiaries.view_household")
    user = make_user("staff")
    client.force_login(user)
    assert 'data-folded=""' in client.get("/").content.decode()
    for _again in range(2):
        assert client.post("/tercihler/gruplar/", {"group": "households", "folded": "1"}).status_code == 204
    assert letters == [{"event": "groups", "folded": "households"}]
    assert 'data-folded="households"' in client.get("/").content.decode()
    client.post("/tercihler/gruplar/", {"group": "households"})
    assert 'data-folded=""' in client.get("/").content.decode()
    assert client.post("/tercihler/gruplar/", {"group": "kitchen", "folded": "1"}).status_code == 400
