"""Two people at two screens: what one does, the other sees, without a reload and without losing a half-typed word."""

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.factories import make_household, make_person, make_user

BLINK = 2000  # milliseconds
HALF_TYPED = "yıl"


def opened(page: Page, address: str) -> Page:
    """Open `address` and wait until the page is live; from then on it must not be loaded again."""
    page.goto(address)
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live")
    page.evaluate("window.neverLeft = true")
    return page


def never_left(*pages: Page) -> bool:
    return all(page.evaluate("window.neverLeft === true") for page in pages)


def shows(place: Locator, text: str) -> None:
    expect(place).to_contain_text(text, timeout=BLINK)


def tile(page: Page, label: str) -> Locator:
    return page.locator(".tile", has_text=label).locator(".tile-value")


def cell(page: Page, household: object, label: str) -> Locator:
    return page.locator(f'#row-{household.pk} [data-label="{label}"]')


class Watcher:
    """Somebody with the list, the dashboard and a household open, who was interrupted in the middle of a word."""

    def __init__(self, first: Page, household: object) -> None:
        self.list = opened(first, "/haneler/")
        self.home = opened(first.context.new_page(), "/")
        self.household = opened(first.context.new_page(), f"/haneler/{household.pk}/")
        self.list.bring_to_front()
        self.search = self.list.locator("[data-list-search]")
        self.search.press_sequentially(HALF_TYPED)
        self.list.wait_for_url("**/haneler/?q=*")
        self.search.evaluate("field => field.setSelectionRange(1, 1)")

    def was_not_disturbed(self) -> bool:
        expect(self.search).to_be_focused()
        expect(self.search).to_have_value(HALF_TYPED)
        caret = self.search.evaluate("field => [field.selectionStart, field.selectionEnd]")
        return caret == [1, 1] and never_left(self.list, self.home, self.household)


@pytest.fixture
def household():
    return make_household(head={"first_name": "Zehra", "last_name": "Yılmaz"})


@pytest.fixture
def watcher(browse, household) -> Watcher:
    return Watcher(browse(make_user("board", full_name="Elif Bakan")), household)


@pytest.fixture
def worker(browse) -> Page:
    return browse(make_user("staff", full_name="Baran Çalışkan"))


def test_an_edited_name_reaches_every_screen(watcher, worker, household):
    opened(worker, f"/kisiler/{household.head_id}/duzenle/")
    worker.get_by_role("textbox", name="Ad", exact=True).fill("Gülşah")
    worker.get_by_role("button", name="Kaydet").click()
    shows(watcher.list.locator(f"#row-{household.pk}"), "Gülşah Yılmaz")
    shows(watcher.household.locator("[data-live=members]"), "Gülşah Yılmaz")
    shows(watcher.household.locator("[data-live=history]"), "Baran Çalışkan")
    assert watcher.was_not_disturbed()


def test_a_new_member_is_counted_everywhere(watcher, worker, household):
    expect(tile(watcher.home, "Aktif kişi")).to_have_text("1")
    opened(worker, f"/haneler/{household.pk}/yeni-kisi/")
    worker.get_by_role("textbox", name="Ad", exact=True).fill("Işıl")
    worker.get_by_role("textbox", name="Soyad", exact=True).fill("Yılmaz")
    worker.get_by_label("Kimlik numarası neden yok").select_option(index=1)
    worker.get_by_role("button", name="Kaydet", exact=True).click()
    shows(tile(watcher.home, "Aktif kişi"), "2")
    shows(cell(watcher.list, household, "Kişi"), "2")
    shows(watcher.household.locator("[data-live=members]"), "Işıl Yılmaz")
    assert watcher.was_not_disturbed()


def test_somebody_who_moves_leaves_one_household_and_enters_the_other(watcher, worker, household):
    child = make_person(household, first_name="Deniz", last_name="Yılmaz", relation="child")
    elsewhere = make_household(head={"first_name": "Halil", "last_name": "Yılmazer"}, file_number="T-990001")
    shows(watcher.household.locator("[data-live=members]"), "Deniz")
    opened(worker, f"/kisiler/{child.pk}/tasi/")
    worker.get_by_label("Hane ara").fill("T-990001")
    worker.get_by_label("T-990001").check()
    worker.get_by_label("Taşınma tarihi").fill(timezone.localdate().strftime("%d.%m.%Y"))
    worker.get_by_role("button", name="Taşı", exact=True).click()
    expect(watcher.household.locator("[data-live=members]")).not_to_contain_text("Deniz", timeout=BLINK)
    shows(cell(watcher.list, household, "Kişi"), "1")
    shows(cell(watcher.list, elsewhere, "Kişi"), "2")
    assert watcher.was_not_disturbed()


def test_a_suspended_household_changes_its_state_on_every_screen(watcher, worker, household):
    opened(worker, f"/haneler/{household.pk}/")
    worker.get_by_text("Durumu değiştir").click()
    worker.get_by_role("link", name="Askıya al").click()
    worker.get_by_label("Neden").fill("Belgeler bekleniyor")
    worker.get_by_role("dialog").get_by_role("button", name="Askıya al").click()
    shows(cell(watcher.list, household, "Durum"), "Askıda")
    shows(tile(watcher.home, "Aktif hane"), "0")
    shows(watcher.household.locator("[data-live=summary]"), "Belgeler bekleniyor")
    assert watcher.was_not_disturbed()
    worker.get_by_role("button", name="Geri al").click()
    shows(cell(watcher.list, household, "Durum"), "Aktif")
    assert watcher.was_not_disturbed()


def test_a_household_given_away_appears_for_one_and_says_nothing_to_another(browse, household, worker):
    volunteer = browse(make_user("volunteer"))
    heard: list[str] = []
    volunteer.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    opened(volunteer, "/haneler/")
    colleague = opened(browse(make_user("auditor")), "/haneler/")
    opened(worker, f"/kisiler/{household.head_id}/duzenle/")
    worker.get_by_role("textbox", name="Ad", exact=True).fill("Gülşah")
    worker.get_by_role("button", name="Kaydet").click()
    shows(colleague.locator(f"#row-{household.pk}"), "Gülşah")
    volunteer.wait_for_timeout(500)
    assert not any("Gülşah" in frame or household.file_number in frame for frame in heard)
    expect(volunteer.locator(".empty")).to_be_visible()


def test_whoever_is_deactivated_is_sent_out_at_once(browse):
    leaver = make_user("staff")
    reading = opened(browse(leaver), "/haneler/")
    typing = opened(reading.context.new_page(), "/haneler/yeni/")
    typing.get_by_label("Mahalle").fill("Yenice")
    manager = opened(browse(make_user("admin")), f"/kullanicilar/{leaver.pk}/")
    manager.get_by_role("button", name="Hesabı kapat").click()
    manager.get_by_role("dialog").get_by_label("Neden").fill("Görevi sona erdi")
    manager.get_by_role("dialog").get_by_role("button", name="Hesabı kapat").click()
    reading.wait_for_url("**/giris/**", timeout=BLINK)
    expect(typing.locator(".toast")).to_contain_text("Oturumunuz kapandı", timeout=BLINK)
    expect(typing.locator("#live-lamp")).to_have_attribute("data-state", "offline")
    expect(typing.get_by_label("Mahalle")).to_have_value("Yenice")
