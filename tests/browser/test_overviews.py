"""Pages that give an overview: the dashboard marks what changed, the administrators' live page shows all columns."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_household, make_user

WAIT = 10_000  # milliseconds, for a machine that has much else to do


@pytest.fixture
def page(browse) -> Page:
    return browse(make_user("admin"))


def test_only_the_tile_that_changed_is_marked(page):
    household = make_household(is_emergency=False)
    page.goto("/")
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live", timeout=WAIT)
    tile = page.locator(".tile", has_text="Acil durumdaki hane")
    household.is_emergency = True
    household.save()
    expect(tile).to_have_class(re.compile("is-changed"), timeout=WAIT)
    assert page.locator(".is-changed").count() == 1
    expect(tile).to_contain_text("1")


def test_the_board_shows_all_columns(page):
    household = make_household()
    for address in ("/haneler/", f"{household.get_absolute_url()}duzenle/"):
        tab = page.context.new_page()
        tab.goto(address)
        expect(tab.locator("#live-lamp")).to_have_attribute("data-state", "live", timeout=WAIT)
    page.goto("/canli/")
    table = page.locator("#board .table-wrap")
    expect(table).to_contain_text("degisenler")
    for width in (1280, 1024, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert table.evaluate("box => box.scrollWidth <= box.clientWidth"), width


def test_developers_see_what_is_watched_and_what_was_said(serve, browse):
    household = make_household()
    server = serve(DEBUG="on")
    page = browse(make_user("admin"), base_url=server.address)
    page.goto(household.get_absolute_url())
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live", timeout=WAIT)
    household.notes = "Kapıcıya soruldu"
    household.save()
    expect(page.locator("[data-live=facts]")).to_contain_text("Kapıcıya soruldu", timeout=WAIT)
    said = "kafkasder.live.traffic.map(([at, way, { op }]) => `${way} ${op}`)"
    traffic = page.evaluate(said)
    assert traffic[0] == "out watch"
    assert traffic[-2:] == ["in update", "out ack"]
    shown = page.locator("[data-live=facts]").get_attribute("data-live-digest")
    known = "[...kafkasder.live.watches.all.values()].map(({ known }) => known.facts).filter(Boolean)"
    assert page.evaluate(known) == [shown]
