"""Households and people with a script at hand: what is warned of, asked in the dialog, found and decided."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from beneficiaries.models import Beneficiary, BudgetLine, Household
from tests.factories import make_household, make_person, make_user

# Whether what has the focus stands above the save bar, as soon as the browser has scrolled there.
IS_SEEN = """async () => {
  const bottom = () => document.activeElement.getBoundingClientRect().bottom;
  const bar = () => document.querySelector(".save-bar").getBoundingClientRect().top;
  for (let waited = 0; bottom() > bar() && waited < 60; waited++) await new Promise((next) => setTimeout(next, 50));
  return bottom() <= bar();
}"""


@pytest.fixture
def clerk(browse) -> Page:
    return browse(make_user("staff", full_name="Baran Çalışkan"))


def test_look_alikes_are_told_while_typing(clerk: Page) -> None:
    known = make_person(first_name="Zehra", last_name="Işık", birth_year=1985, identity_number="10000000146")
    clerk.goto("/haneler/yeni/")
    clerk.get_by_role("textbox", name="Ad", exact=True).fill("zehra")
    clerk.get_by_role("textbox", name="Soyad", exact=True).fill("ISIK")
    clerk.get_by_label("Doğum yılı").fill("1985")
    box = clerk.locator("#look-alikes")
    expect(box).to_contain_text("Adı ve doğum yılı aynı")
    expect(box.get_by_role("link")).to_have_attribute("href", re.compile(f"{known.get_absolute_url()}$"))
    clerk.get_by_role("textbox", name="Kimlik no", exact=True).press_sequentially("10000000146")
    expect(box).to_contain_text("Bu kişi zaten kayıtlı")
    clerk.get_by_role("textbox", name="Kimlik no", exact=True).fill("")
    clerk.get_by_label("Kimlik numarası neden yok").select_option("refused")
    tick = box.get_by_label("Hiçbiri bu kişi değil, yine de kaydet")
    tick.check()
    clerk.wait_for_timeout(500)  # the tick is an input too: asking anew must not take it away
    expect(tick).to_be_checked()
    clerk.get_by_role("button", name="Kaydet").click()
    clerk.wait_for_url("**/haneler/*/")
    assert Beneficiary.objects.count() == 2


def test_districts_follow_the_province_and_lines_are_added(clerk: Page) -> None:
    clerk.goto("/haneler/yeni/")
    clerk.get_by_label("İl", exact=True).select_option("Kayseri")
    clerk.get_by_label("İlçe", exact=True).select_option("Talas")
    expenses = clerk.locator(".form-section", has_text="Aylık giderler")
    expenses.get_by_role("button", name="Satır ekle").click()
    clerk.locator("[name=expenses-2-source]").select_option("rent")
    clerk.locator("[name=expenses-2-amount]").fill("4500,5")
    clerk.locator("[name=expenses-2-note]").focus()
    expect(clerk.locator("[name=expenses-2-amount]")).to_have_value("4.500,50")
    clerk.get_by_role("button", name="Kaydet").click()
    clerk.wait_for_url("**/haneler/*/")
    assert str(Household.objects.get().district) == "Talas"
    assert str(BudgetLine.objects.get()) == "Kira: 4500.50 TRY"


def test_a_masked_value_is_shown_in_the_dialog_for_a_reason(clerk: Page) -> None:
    person = make_person(identity_number="10000000146")
    clerk.goto(person.get_absolute_url())
    clerk.get_by_role("link", name="Açık hâlini göster").first.click()
    dialog = clerk.locator("#sheet")
    expect(dialog.get_by_role("textbox", name="Neden")).to_be_focused()
    dialog.get_by_role("textbox", name="Neden").fill("Banka formu için")
    dialog.get_by_role("button", name="Göster").click()
    expect(dialog.locator(".revealed")).to_have_text("10000000146")
    expect(clerk.locator("[data-live=history]")).to_contain_text("Banka formu için")
    assert clerk.url.endswith(person.get_absolute_url())
    dialog.get_by_role("button", name="Kapat").last.click()
    expect(dialog).to_be_hidden()
    assert "10000000146" not in clerk.locator("main").inner_text()


def test_a_state_is_changed_in_the_dialog_and_taken_back(clerk: Page) -> None:
    household = make_household(head={})
    clerk.goto(household.get_absolute_url())
    clerk.locator("summary", has_text="Durumu değiştir").click()
    clerk.get_by_role("link", name="Askıya al").click()
    dialog = clerk.locator("#sheet")
    dialog.get_by_role("textbox", name="Neden").fill("Adreste bulunamadı")
    dialog.get_by_role("button", name="Askıya al").click()
    summary = clerk.locator("[data-live=summary]")
    expect(summary).to_contain_text("Askıda")
    clerk.get_by_role("button", name="Geri al").click()
    expect(summary).to_contain_text("Aktif")


def test_what_was_left_in_the_dialog_is_not_saved_from_the_page(clerk: Page) -> None:
    household = make_household(head={})
    clerk.goto(household.get_absolute_url())
    clerk.locator("summary", has_text="Durumu değiştir").click()
    clerk.get_by_role("link", name="Pasife al").click()
    clerk.locator("#sheet").get_by_role("textbox", name="Neden").fill("Yanlış hane")
    clerk.keyboard.press("Escape")
    clerk.keyboard.press("Control+s")
    clerk.goto("/haneler/")  # and nothing asks whether to leave
    household.refresh_from_db()
    assert household.status == "active"


def test_the_keys_that_save_also_show_what_is_masked(clerk: Page) -> None:
    clerk.goto(make_person(identity_number="10000000146").get_absolute_url())
    clerk.get_by_role("link", name="Açık hâlini göster").first.click()
    expect(clerk.get_by_role("textbox", name="Neden")).to_be_focused()
    clerk.keyboard.type("Banka formu için")
    clerk.keyboard.press("Control+s")
    expect(clerk.locator("#sheet .revealed")).to_have_text("10000000146")


def test_a_new_record_begins_in_its_first_field_and_a_foreigner_is_no_citizen(clerk: Page) -> None:
    clerk.goto("/haneler/")
    clerk.keyboard.press("n")
    expect(clerk.get_by_role("textbox", name="Ad", exact=True)).to_be_focused()
    standing = clerk.get_by_label("Hukuki durum")
    clerk.get_by_label("Uyruk").select_option("Suriye")
    expect(standing).to_have_value("")
    clerk.get_by_label("Uyruk").select_option("Türkiye")
    expect(standing).to_have_value("citizen")


def test_the_boxes_of_a_row_stand_in_one_line(browse) -> None:
    page = browse(make_user("admin"))
    page.goto("/guvenlik/ayarlar/")
    for fields in page.locator(".fields").all():
        boxes = [box.bounding_box() for box in fields.locator("input[type=number]").all()]
        heights = {label.bounding_box()["height"] for label in fields.locator(".field-label").all()}
        lines = {round(box["y"]) for box in boxes if box}
        assert len(lines) == -(-len(boxes) // 3), (heights, lines)


def test_the_form_of_a_household_fits_an_old_screen(clerk: Page) -> None:
    clerk.set_viewport_size({"width": 1024, "height": 768})
    clerk.goto("/haneler/yeni/")
    assert clerk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_has_the_focus_is_never_under_the_save_bar(browse) -> None:
    page = browse(make_user("admin"))
    page.set_viewport_size({"width": 1000, "height": 500})
    page.goto("/guvenlik/oturum-sureleri/")
    page.locator("input[type=number]").first.focus()
    for _ in range(17):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_SEEN)


def test_the_household_to_move_to_is_found_while_typing(clerk: Page) -> None:
    person = make_person(make_household(head={}), first_name="Zehra")
    target = make_household(head={"first_name": "Şükrü", "last_name": "Öztürk"})
    clerk.goto(f"{person.get_absolute_url()}tasi/")
    clerk.get_by_label("Hane ara").press_sequentially("sukru ozt")
    clerk.get_by_role("radio", name=target.file_number).check()
    clerk.get_by_role("button", name="Taşı").click()
    expect(clerk.locator("[data-live=moves]")).to_contain_text(target.file_number)
    person.refresh_from_db()
    assert (person.household, person.moves.get().moved_on) == (target, timezone.localdate())


def test_two_who_change_the_same_field_decide_in_the_page(clerk: Page, browse) -> None:
    household = make_household(neighbourhood="Hunat", address="Eski sokak")
    other = browse(make_user("board", full_name="Elif Bakan"))
    for page in (clerk, other):
        page.goto(f"{household.get_absolute_url()}duzenle/")
    other.get_by_label("Mahalle", exact=True).fill("Fatih")
    other.get_by_label("Açık adres").fill("Yeni sokak")
    other.get_by_role("button", name="Kaydet").click()
    other.wait_for_url(f"**{household.get_absolute_url()}")
    clerk.get_by_label("Mahalle", exact=True).fill("Selçuk")
    clerk.get_by_label("Notlar").fill("Kapıcıya soruldu")
    clerk.get_by_role("button", name="Kaydet").click()
    clashes = clerk.locator(".clashes")
    expect(clashes).to_be_focused()
    for told in ("Elif Bakan", "Fatih", "Selçuk", "Açık adres"):
        expect(clashes).to_contain_text(told)
    clashes.get_by_role("radio", name="Sizin değeriniz").check()
    clerk.get_by_role("button", name="Kaydet").click()
    clerk.wait_for_url(f"**{household.get_absolute_url()}")
    household.refresh_from_db()
    assert (household.neighbourhood, household.address, household.notes) == ("Selçuk", "Yeni sokak", "Kapıcıya soruldu")
