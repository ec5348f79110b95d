"""A tab whose line is cut: it says so, and once the line is back it shows what is in the database."""

import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import Household
from tests.factories import make_household, make_user

RETURN = 15_000  # milliseconds; the browser comes back at a random moment


@pytest.fixture
def browse(browse):
    """A browser that may complain of the lines that these tests cut."""
    browse.expect("WebSocket connection to", "net::ERR_CONNECTION_REFUSED", "net::ERR_INTERNET_DISCONNECTED")
    return browse


@pytest.fixture
def household() -> Household:
    return make_household(head={"first_name": "Zehra", "last_name": "Işık"})


def lamp(page: Page, state: str, timeout: int = 5_000) -> None:
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", state, timeout=timeout)


def rename(household: Household, name: str) -> None:
    household.head.first_name = name
    household.head.save()


def expect_in_row(page: Page, household: Household, name: str, timeout: int = 5_000) -> None:
    expect(page.locator(f"#row-{household.pk}")).to_contain_text(name, timeout=timeout)


def test_a_restarted_server_is_found_again_with_all_that_was_missed(serve, browse, household):
    server = serve()
    page = browse(make_user("staff"), base_url=server.address)
    page.goto("/haneler/")
    lamp(page, "live")
    page.evaluate("window.neverLeft = true")
    server.stop()
    lamp(page, "reconnecting")
    expect(page.locator("#live-lamp")).to_have_text("Yeniden bağlanıyor", use_inner_text=True)
    rename(household, "Gülşah")
    server.start()
    lamp(page, "live", RETURN)
    expect_in_row(page, household, "Gülşah Işık")
    assert page.evaluate("window.neverLeft")


def test_a_socket_that_the_server_finds_too_old_is_opened_anew(browse, household):
    page = browse(make_user("staff"))
    sockets = []
    page.route_web_socket("**/canli/akis/", lambda socket: sockets.append((socket, socket.connect_to_server())))
    page.goto("/haneler/")
    lamp(page, "live")
    page.evaluate("window.neverLeft = true")
    sockets[0][0].close(code=1000)
    lamp(page, "reconnecting")
    rename(household, "Gülşah")
    lamp(page, "live", RETURN)
    expect_in_row(page, household, "Gülşah Işık")
    assert len(sockets) == 2
    assert page.evaluate("window.neverLeft")


def test_a_machine_without_a_network_says_so(browse, household):
    page = browse(make_user("staff"))
    page.goto("/haneler/")
    lamp(page, "live")
    page.context.set_offline(True)
    lamp(page, "offline")
    rename(household, "Gülşah")
    page.context.set_offline(False)
    lamp(page, "live", RETURN)
    expect_in_row(page, household, "Gülşah Işık")


def test_without_sockets_the_page_asks_from_time_to_time(serve, browse, household):
    server = serve(REALTIME="off")
    page = browse(make_user("staff"), base_url=server.address)
    page.goto("/haneler/")
    lamp(page, "polling", RETURN)
    rename(household, "Gülşah")
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # somebody comes back to the tab
    expect_in_row(page, household, "Gülşah Işık")
