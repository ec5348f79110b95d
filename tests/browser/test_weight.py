"""What the panel costs on a slow line: bytes as production serves them, nothing from elsewhere, nothing that jumps."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.factories import make_household, make_person, make_user

FIRST_VISIT = 200_000  # bytes over the line
LATER_PAGE = 30_000
LAYOUT_SHIFT = 0.05
ROWS = 25  # as many as a list shows on a page

_COLLECT = "import django; django.setup(); from kafkasder.serving.run import collect_static; collect_static()"
_WATCH_FOR_SHIFTS = """
    window.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def production(serve) -> str:
    """A server with the settings of a run, static files collected and compressed."""
    as_in_a_run = {"DJANGO_SETTINGS_MODULE": "kafkasder.settings"}
    command = [sys.executable, "-c", _COLLECT]
    subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ | as_in_a_run, check=True)
    return serve(**as_in_a_run).address


class Scales:
    """Weighs what comes over the line to one page."""

    def __init__(self, page: Page) -> None:
        self._weight = 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", self._add)
        page.add_init_script(_WATCH_FOR_SHIFTS)

    def _add(self, event: dict[str, float]) -> None:
        self._weight += event["encodedDataLength"]

    def weigh(self, page: Page, address: str) -> float:
        """Open `address`; return the bytes that came, headers included."""
        self._weight = 0
        page.goto(address)
        page.locator("#live-lamp[data-state=live]").wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        return self._weight


def test_pages_are_light_and_stand_still(browse, production):
    for _ in range(ROWS):
        household = make_household(head={}, categories=["family_orphan"], notes="Kış için yakacak gerekiyor.")
        make_person(household, relation="child")
    page = browse(make_user("admin"), base_url=production)
    scales = Scales(page)
    first = scales.weigh(page, "/")
    assert 0 < first < FIRST_VISIT
    addresses = [
        "/haneler/",
        household.get_absolute_url(),
        f"{household.get_absolute_url()}duzenle/",
        "/haneler/yeni/",
        "/kisiler/",
        household.head.get_absolute_url(),
        "/kullanicilar/",
        "/denetim-kayitlari/",
        "/hesap/",
    ]
    later, shifts = {}, {}
    for address in addresses:
        later[address] = scales.weigh(page, address)
        shifts[address] = page.evaluate("window.shifts")
    assert {address: weight for address, weight in later.items() if not 0 < weight < LATER_PAGE} == {}
    assert {address: shift for address, shift in shifts.items() if shift > LAYOUT_SHIFT} == {}
