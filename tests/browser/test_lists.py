"""The list in a browser: what its script adds, and what must not get into an address."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from beneficiaries.models import Household
from tests.factories import make_household, make_person, make_user

IDENTITY_NUMBER = "10000000146"


@pytest.fixture
def page(browse) -> Page:
    return browse(make_user("admin"))


def total(page: Page) -> Locator:
    return page.locator(".list-total")


def open_filters(page: Page) -> Locator:
    page.get_by_role("link", name="Filtreler").click()
    drawer = page.locator("#list-drawer[data-filled]")
    drawer.wait_for()
    return drawer


def test_an_identity_number_is_in_no_address_while_it_is_typed_nor_after(page):
    person = make_person(identity_number=IDENTITY_NUMBER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/kisiler/")
    search = page.locator("[data-list-search]")
    search.press_sequentially(IDENTITY_NUMBER, delay=40)
    page.wait_for_timeout(500)
    search.press("Enter")
    page.wait_for_url(f"**/kisiler/{person.pk}/")
    assert not [url for url in asked if IDENTITY_NUMBER[:7] in url]


def test_filters_work_on_the_open_list_and_let_go_of_it_together(page):
    make_household(head={}, province_id=34, priority="urgent")
    make_household(head={}, province_id=6)
    page.goto("/haneler/")
    drawer = open_filters(page)
    drawer.get_by_label("İl", exact=True).select_option(label="İstanbul")
    expect(total(page)).to_contain_text("1 kayıt")
    expect(drawer.get_by_label("İlçe").locator("option", has_text="Kadıköy")).to_have_count(1)
    drawer.get_by_label("Acil", exact=True).check()
    page.wait_for_url(re.compile(r"province=34&priority=urgent"))
    drawer.get_by_role("link", name="Temizle").click()
    expect(total(page)).to_contain_text("2 kayıt")
    expect(drawer.get_by_label("Acil", exact=True)).not_to_be_checked()
    expect(drawer.get_by_label("İl", exact=True)).to_have_value("")
    expect(drawer).to_be_visible()


def test_a_search_keeps_the_filters_of_an_address(page):
    make_household(head={"first_name": "Işıl"}, priority="urgent")
    make_household(head={"first_name": "Işıl"})
    page.goto("/haneler/?priority=urgent")
    page.locator("[data-list-search]").press_sequentially("isil", delay=20)
    page.wait_for_url(re.compile(r"q=isil"))
    assert "priority=urgent" in page.url
    expect(total(page)).to_contain_text("1 kayıt")


def test_going_back_shows_what_was_shown(page):
    make_household(head={}, priority="urgent")
    make_household(head={})
    page.goto("/haneler/")
    page.get_by_role("link", name="Hane reisi").click()
    page.wait_for_url("**/?sort=head")
    page.go_back()
    page.wait_for_url(re.compile(r"/haneler/$"))
    expect(page.locator("th[aria-sort]")).to_contain_text("Kayıt")


def test_chosen_columns_are_there_again(page):
    make_household(head={}, neighbourhood="Yenice")
    page.goto("/haneler/")
    page.locator("summary", has_text="Sütunlar").click()
    page.get_by_label("Mahalle").check()
    page.get_by_role("button", name="Uygula").click()
    expect(page.locator('[data-label="Mahalle"]')).to_have_text("Yenice")
    page.goto("/haneler/")
    expect(page.locator('[data-label="Mahalle"]')).to_have_text("Yenice")


def test_ticked_rows_are_changed_together_and_taken_back(page):
    homes = [make_household(head={}) for _number in range(3)]
    page.goto("/haneler/")
    for home in homes[:2]:
        page.locator(f"#row-{home.pk} input[name=row]").check()
    expect(page.locator("[data-list-count]")).to_have_text("2 satır seçildi")
    page.get_by_role("button", name="Önceliği değiştir").click()
    page.locator("select[name=priority]").select_option("urgent")
    page.get_by_role("button", name="Önceliği değiştir").click()
    page.wait_for_url("**/haneler/")
    assert Household.objects.filter(priority="urgent").count() == 2
    page.locator("#toasts").get_by_role("button", name="Geri al").click()
    expect(page.locator("#toasts")).to_contain_text("geri alındı")
    assert not Household.objects.filter(priority="urgent").exists()
