"""The registry's tiles count what their lists show, and the palette finds what the viewer may read."""

import re

import pytest

from beneficiaries.states import HouseholdStatus
from kafkasder.core import palette

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry(make_user, make_household, make_person):
    """Households of every state, of which the volunteer has one."""
    volunteer = make_user("volunteer")
    for status in HouseholdStatus.values:
        make_household(head={"first_name": "Işık"}, status=status, is_emergency=status == "active")
    make_household(head={"first_name": "Şükrü"}, assigned_to=volunteer, status="pending")
    return volunteer


def tiles(html):
    found = re.findall(r'<a class="tile" href="([^"]+)"[^>]*>(?:(?!</a>).)*tile-value">([\d.]+)<', html, re.DOTALL)
    numbers = {address.replace("&amp;", "&"): int(number) for address, number in found}
    return {address: number for address, number in numbers.items() if address.startswith(("/haneler/", "/kisiler/"))}


@pytest.mark.parametrize("role", ["admin", "volunteer"])
def test_every_tile_opens_a_list_of_as_many_rows(client, registry, make_user, role):
    client.force_login(registry if role == "volunteer" else make_user(role))
    shown = tiles(client.get("/").content.decode())
    assert len(shown) == (5 if role == "volunteer" else 6)  # whoever has but their own finds none that is nobody's
    for address, number in shown.items():
        assert client.get(address).context["listing"].total == number, address


def test_a_volunteer_counts_what_was_given_to_them(client, registry):
    client.force_login(registry)
    shown = tiles(client.get("/").content.decode())
    assert shown["/haneler/?status=pending"] == 1
    assert shown["/haneler/?status=active"] == 0


def test_the_dashboard_costs_the_same_whatever_there_is(client, registry, make_user, django_assert_max_num_queries):
    client.force_login(make_user("admin"))
    with django_assert_max_num_queries(25):
        client.get("/")


def found(viewer, text):
    return {str(group.label): [str(hit.title) for hit in group.hits] for group in palette.search(viewer, text)}


def test_the_palette_finds_people_and_their_households(registry, make_user):
    hits = found(make_user("staff"), "sukru")
    assert hits["Kişiler"][0].startswith("Şükrü")
    assert hits["Haneler"][0].endswith(hits["Kişiler"][0])


def test_the_palette_shows_nobody_what_is_not_theirs(registry, make_user):
    assert "Kişiler" not in found(registry, "işık")
    assert "Kişiler" not in found(make_user(), "sukru")
