"""Whole flows by keyboard alone: no click, no mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, make_household, make_user


@pytest.fixture
def page(browse) -> Page:
    return browse(make_user("admin", full_name="Işıl Yönetici"))


def tab_to(page: Page, name: str, role: str = "button") -> None:
    """Press Tab until the focus stands on what is called `name`, as somebody without a mouse does."""
    goal = page.get_by_role(role, name=name, exact=True).first
    for _ in range(80):  # the menu comes first for whoever does not skip it
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches “{name}”")


def focused(page: Page, script: str) -> object:
    return page.evaluate(f"(element => {script})(document.activeElement)")


def test_from_signing_in_to_a_saved_change(browse):
    make_user("admin", email="isil@ornek.org")
    household = make_household(head={"first_name": "Zehra", "last_name": "Işık"})
    page = browse()
    page.goto("/giris/")
    tab_to(page, "E-posta", role="textbox")
    page.keyboard.type("isil@ornek.org")
    tab_to(page, "Parola", role="textbox")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("/")

    page.keyboard.press("Control+k")
    page.keyboard.type(household.file_number)
    page.locator("#palette-hits").get_by_text(household.file_number).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/haneler/{household.pk}/")

    tab_to(page, "Düzenle", role="link")
    page.keyboard.press("Enter")
    page.wait_for_url("**/duzenle/")
    tab_to(page, "Mahalle", role="textbox")
    page.keyboard.type("Yenice")
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/haneler/{household.pk}/")
    expect(page.locator("[data-live=facts]")).to_contain_text("Yenice")


def test_the_first_tab_leads_past_the_navigation(page):
    page.goto("/haneler/")
    page.keyboard.press("Tab")
    assert focused(page, "element.className") == "skip-link"
    page.keyboard.press("Enter")
    assert focused(page, "element.id") == "content"


def test_a_list_is_walked_and_a_row_opened(page):
    oldest, newest = make_household(head={}), make_household(head={})
    page.goto("/haneler/")
    for key, row in (("j", newest), ("j", oldest), ("j", oldest), ("k", newest)):
        page.keyboard.press(key)
        assert focused(page, "element.closest('tr').id") == f"row-{row.pk}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/haneler/{newest.pk}/")


def test_slash_searches_and_the_words_stay_words(page):
    make_household(head={"first_name": "Jale", "last_name": "Kınık"})
    page.goto("/haneler/")
    page.keyboard.press("/")
    page.keyboard.type("jk n?")
    expect(page.locator("[data-list-search]")).to_have_value("jk n?")
    expect(page.locator("[data-list-search]")).to_be_focused()
    assert not page.locator("dialog[open]").count()


def test_n_begins_what_the_page_is_for(page):
    page.goto("/haneler/")
    page.keyboard.press("n")
    page.wait_for_url("**/haneler/yeni/")


def test_filters_are_opened_chosen_and_left(page):
    make_household(head={})
    page.goto("/haneler/")
    tab_to(page, "Filtreler", role="link")
    page.keyboard.press("Enter")
    drawer = page.locator("#list-drawer")
    drawer.locator("[name=status]").first.wait_for()
    tab_to(page, "Askıda", role="checkbox")
    page.keyboard.press("Space")
    page.wait_for_url("**status=suspended**")
    expect(drawer).to_be_visible()
    expect(page.get_by_role("checkbox", name="Askıda")).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_a_dialog_holds_the_focus_and_gives_it_back(page):
    page.goto("/haneler/")
    page.keyboard.press("j")
    tab_to(page, "Yeni hane", role="link")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Klavye kısayolları")
    expect(dialog).to_be_visible()
    for _ in range(5):
        page.keyboard.press("Tab")
        assert focused(page, "element === document.body || element.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert focused(page, "element.textContent.trim()") == "Yeni hane"


def test_a_reason_is_given_and_the_value_seen(page):
    household = make_household(head={"phone": "+905321234567"})
    page.goto(household.head.get_absolute_url())
    tab_to(page, "Açık hâlini göster: Telefon", role="link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_label("Neden")).to_be_focused()
    page.keyboard.type("Randevu için arayacağız")
    tab_to(page, "Göster")
    page.keyboard.press("Enter")
    expect(page.locator(".revealed")).to_have_text("0532 123 45 67")
    page.keyboard.press("Escape")
    assert focused(page, "element.getAttribute('href')").endswith("/goster/phone/")
