"""What is done while the server cannot be reached: words stay on the page, and what does not happen is told."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from beneficiaries.models import Household
from tests.factories import PASSWORD, make_household, make_user

WAIT = 10_000  # milliseconds, for a machine that has much else to do


@pytest.fixture
def household() -> Household:
    return make_household(neighbourhood="Hunat")


@pytest.fixture
def clerk(transactional_db: None) -> User:
    return make_user("staff")


@pytest.fixture
def page(line, browse, clerk, household) -> Page:
    """A form with unsaved words, behind a line that can be broken."""
    browse.expect("WebSocket connection to", "net::ERR_", "status of 401")
    page = browse(clerk, base_url=line.address)
    page.goto(f"{household.get_absolute_url()}duzenle/")
    lamp(page, "live")
    page.get_by_label("Mahalle", exact=True).fill("Fatih")
    return page


def lamp(page: Page, state: str) -> None:
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", state, timeout=WAIT)


def save(page: Page) -> None:
    page.get_by_role("button", name="Kaydet", exact=True).click()


def stays(page: Page, why: str) -> None:
    expect(page.locator(".toast", has_text=why)).to_be_visible(timeout=WAIT)
    expect(page.get_by_label("Mahalle", exact=True)).to_have_value("Fatih")
    assert "dirty" in page.locator("form[data-form]").evaluate("form => ({ ...form.dataset })")
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_words_stay_while_the_server_is_away_and_are_saved_afterwards(page, line, household):
    line.cut()
    lamp(page, "reconnecting")
    save(page)
    stays(page, "sunucuya ulaşılamıyor")
    line.mend()
    save(page)  # before or after the lamp is on again
    page.wait_for_url(f"**{household.get_absolute_url()}")
    household.refresh_from_db()
    assert household.neighbourhood == "Fatih"


def test_words_stay_when_the_session_is_over(page, clerk):
    clerk.is_active = False
    clerk.save()
    lamp(page, "offline")
    save(page)
    stays(page, "oturumunuz kapanmış")


def test_words_are_saved_after_signing_in_again_in_another_tab(page, clerk, household):
    other = page.context.new_page()
    other.goto("/hesap/")
    other.locator(".person-summary").click()
    other.get_by_role("button", name="Çıkış yap").click()
    lamp(page, "offline")
    other.goto("/giris/")
    other.get_by_role("textbox", name="E-posta").fill(clerk.email)
    other.locator("[name=password]").fill(PASSWORD)
    other.get_by_role("button", name="Giriş yap").click()
    other.locator(".person-summary").wait_for()
    save(page)
    page.wait_for_url(f"**{household.get_absolute_url()}")
    household.refresh_from_db()
    assert household.neighbourhood == "Fatih"


@pytest.fixture
def record(page, household) -> Page:
    """A record whose state can be changed in the dialog."""
    page.on("dialog", lambda asked: asked.accept())  # the form of before had unsaved words
    page.goto(household.get_absolute_url())
    lamp(page, "live")
    return page


def ask_for_dialog(page: Page) -> None:
    page.locator(".summary-actions summary").click()
    page.locator(".summary-actions a[data-sheet]").first.click()


def test_a_dialog_that_does_not_come_is_told(record, line, browse):
    browse.expect("htmx:error")
    line.cut()
    ask_for_dialog(record)
    expect(record.locator(".toast", has_text="tamamlanamadı")).to_be_visible(timeout=WAIT)
    expect(record.locator("#sheet")).to_be_hidden()
    line.mend()
    lamp(record, "live")
    record.locator(".summary-actions a[data-sheet]").first.evaluate("link => link.click()")
    expect(record.locator("#sheet textarea")).to_be_visible(timeout=WAIT)


def test_what_is_told_over_a_dialog_can_be_read_and_closed(record, line):
    ask_for_dialog(record)
    sheet = record.locator("#sheet")
    sheet.get_by_label("Neden").fill("Taşındılar")
    line.cut()
    lamp(record, "reconnecting")
    for _ in range(2):
        sheet.locator("[data-save]").click()
        expect(sheet.locator(".toast", has_text="sunucuya ulaşılamıyor")).to_be_visible(timeout=WAIT)
    expect(record.locator(".toast")).to_have_count(1)
    sheet.get_by_role("button", name="Kapat").last.click()
    expect(record.locator(".toast")).to_have_count(0)
    expect(sheet.get_by_label("Neden")).to_have_value("Taşındılar")
    sheet.evaluate("dialog => dialog.close()")
    expect(record.locator("body > #toasts")).to_be_attached()
