"""Charts say what their tables say, also after an update and in another theme, and are not there without scripts."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kafkasder.core.days import today
from tests.donations.report_rows import a_gift
from tests.factories import make_user

WAIT = 10_000
REPORT = "/bagis/raporlar/?period=last_12_months"
_DRAWN = "Chart.getChart(document.getElementById('chart-months'))"


@pytest.fixture
def page(browse) -> Page:
    a_gift(100, today() - timedelta(days=40))
    return browse(make_user("board"))


def _wait(page: Page, holds: str) -> None:
    """Wait until something holds in the page, whose policy lets nobody evaluate texts in it."""
    end = time.monotonic() + WAIT / 1000
    while not page.evaluate(holds):
        assert time.monotonic() < end, holds
        page.wait_for_timeout(50)


def test_a_chart_follows_its_table(page):
    page.goto(REPORT)
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live", timeout=WAIT)
    _wait(page, f"Boolean(window.Chart && {_DRAWN})")
    assert page.evaluate(f"{_DRAWN}.data.datasets[0].data.at(-1)") == 0
    assert page.evaluate(f"{_DRAWN}.data.labels.length") == 12
    ink = page.evaluate(f"{_DRAWN}.data.datasets[0].borderColor")
    a_gift(50, today())
    _wait(page, f"{_DRAWN}?.data.datasets[0].data.at(-1) === 50")
    assert page.evaluate("document.getElementById('chart-months').clientHeight") > 100
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    _wait(page, f"{_DRAWN}.data.datasets[0].borderColor !== '{ink}'")


def test_the_table_is_enough(browse, page):
    plain = browse(make_user("board"), java_script_enabled=False)
    plain.goto(REPORT)
    expect(plain.locator("#table-months tbody tr")).to_have_count(12)
    expect(plain.locator(".chart").first).to_be_hidden()
