"""What the lamp says while parts fail, by the browser's own scripts: never "live" over a page that may be old."""

import psycopg
import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import Household
from kafkasder.serving.redis import Redis
from tests.factories import make_household, make_user
from tests.faults.proxy import Proxy
from tests.panel_server import copied_database

SECONDS = 1000
BACK = 5 * SECONDS  # in which a tab is right again, from the moment at which the line is whole


@pytest.fixture
def browse(browse):
    """A browser that may complain of the parts that these tests break."""
    browse.expect("WebSocket connection to", "net::ERR_", "status of 500")
    return browse


@pytest.fixture
def household() -> Household:
    return make_household(head={"first_name": "Zehra", "last_name": "Işık"})


@pytest.fixture
def page(line, browse, household) -> Page:
    """A page on the list of households, behind a line that can be broken."""
    page = browse(make_user("staff"), base_url=line.address)
    page.clock.install()
    page.goto("/haneler/")
    lamp(page, "live")
    return page


def lamp(page: Page, state: str, timeout: int = 10 * SECONDS) -> None:
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", state, timeout=timeout)


def rename(household: Household, name: str) -> None:
    household.head.first_name = name
    household.head.save()


def is_right(page: Page, name: str, timeout: int = BACK) -> None:
    expect(page.locator("tbody")).to_contain_text(name, timeout=timeout)
    lamp(page, "live")


def come_back_to(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_a_cut_line(page, line, household):
    line.cut()
    lamp(page, "reconnecting")
    rename(household, "Gülşah")
    page.wait_for_timeout(2 * SECONDS)
    lamp(page, "reconnecting")
    line.mend()
    is_right(page, "Gülşah")


def test_a_server_that_is_away_for_an_hour(page, line, household):
    """Nothing tells the browser that it is back."""
    line.cut()
    lamp(page, "reconnecting")
    for _ in range(10):  # each time it has tried once more, and waits longer
        page.clock.fast_forward("06:00")
        page.wait_for_timeout(100)
    lamp(page, "reconnecting")
    rename(household, "Gülşah")
    line.mend()
    is_right(page, "Gülşah")


def test_a_browser_without_a_network_for_an_hour(page, line, household):
    page.context.set_offline(True)
    line.cut()
    lamp(page, "offline")
    for _ in range(10):
        page.clock.fast_forward("06:00")
        page.wait_for_timeout(100)
    lamp(page, "offline")
    rename(household, "Gülşah")
    line.mend()
    page.context.set_offline(False)
    is_right(page, "Gülşah")


def test_a_line_that_freezes_is_noticed_within_twenty_seconds(page, line, household):
    line.freeze()
    rename(household, "Gülşah")
    page.clock.run_for(20 * SECONDS)
    lamp(page, "reconnecting")
    line.mend()
    come_back_to(page)
    is_right(page, "Gülşah")


def test_a_laptop_that_slept(page, line, household):
    line.freeze()
    rename(household, "Gülşah")
    line.mend()  # the connection of before stays dead
    come_back_to(page)
    is_right(page, "Gülşah")


def test_a_database_that_is_away(serve, browse, household):
    with Proxy() as line:
        page = browse(make_user("staff"), base_url=line.address)  # signs in, so that the copy knows it
        with copied_database() as (postgres, url):
            server = serve(DATABASE_URL=url, DJANGO_SETTINGS_MODULE="tests.faults.settings", LIVE='{"quiet": 1}')
            line.target = server.port
            page.goto("/haneler/")
            lamp(page, "live")
            postgres.stop()
            lamp(page, "reconnecting", 20 * SECONDS)
            postgres.start()
            with psycopg.connect(url) as database:
                database.execute("UPDATE beneficiaries_beneficiary SET first_name = 'Gülşah'")
            is_right(page, "Gülşah")
            page.close()
            server.kill()


def test_a_redis_that_is_away(serve, browse, household):
    """Each process looks for itself every few seconds then, and its pages say so."""
    with Redis() as redis:
        server = serve(REDIS_URL=redis.url)
        page = browse(make_user("staff"), base_url=server.address)
        page.goto("/haneler/")
        lamp(page, "live")
        redis.kill()
        lamp(page, "polling", 10 * SECONDS)
        rename(household, "Gülşah")  # in this process, of which that server hears nothing
        expect(page.locator(f"#row-{household.pk}")).to_contain_text("Gülşah", timeout=10 * SECONDS)
        later = page.context.new_page()
        later.goto("/haneler/")
        lamp(later, "polling")
        redis.start()
        for each in (page, later):
            lamp(each, "live", 10 * SECONDS)
        later.close()
        page.close()
        server.kill()
