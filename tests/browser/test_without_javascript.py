"""Everything that one must be able to do, without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from beneficiaries.models import Household
from tests.factories import PASSWORD, make_household, make_user


@pytest.fixture
def page(browse) -> Page:
    return browse(make_user("staff", full_name="Baran Çalışkan"), java_script_enabled=False)


def test_signing_in_and_out(browse):
    make_user("staff", email="baran@ornek.org")
    page = browse(java_script_enabled=False)
    page.goto("/haneler/")
    page.get_by_role("textbox", name="E-posta").fill("baran@ornek.org")
    page.get_by_role("textbox", name="Parola").fill(PASSWORD)
    page.get_by_role("button", name="Giriş yap").click()
    expect(page.get_by_role("heading", name="Haneler", level=1)).to_be_visible()
    page.locator(".person-summary").click()
    page.get_by_role("button", name="Çıkış yap").click()
    page.goto("/haneler/")
    expect(page.get_by_role("textbox", name="Parola")).to_be_visible()


def test_a_list_is_read_searched_filtered_and_a_row_opened(page):
    wanted = make_household(head={"first_name": "Şükrü", "last_name": "Işık"}, status="suspended")
    other = make_household(head={"first_name": "Halil", "last_name": "Öz"})
    page.goto("/haneler/")
    page.get_by_placeholder("Ad, dosya no").fill("isik")
    page.locator(".list-bar").get_by_role("button", name="Ara").click()
    expect(page.locator(f"#row-{wanted.pk}")).to_be_visible()
    expect(page.locator(f"#row-{other.pk}")).to_have_count(0)
    page.get_by_role("link", name="Temizle").first.click()
    expect(page.locator(f"#row-{other.pk}")).to_be_visible()
    page.get_by_role("link", name="Filtreler").click()
    page.get_by_role("checkbox", name="Askıda").check()
    page.locator("#list-drawer").get_by_role("button", name="Uygula").click()
    expect(page.locator(f"#row-{other.pk}")).to_have_count(0)
    page.get_by_role("link", name=wanted.file_number).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(wanted.file_number)


def test_a_household_is_registered_with_its_head_and_changed(page):
    page.goto("/haneler/yeni/")
    page.get_by_role("textbox", name="Ad", exact=True).fill("Zehra")
    page.get_by_role("textbox", name="Soyad", exact=True).fill("Işık")
    page.get_by_label("Kimlik numarası neden yok").select_option(index=1)
    page.get_by_label("İl", exact=True).select_option("Düzce")
    page.get_by_role("button", name="İlçeleri getir").click()
    page.get_by_label("İlçe", exact=True).select_option("Akçakoca")
    page.get_by_role("button", name="Kaydet").click()
    household = Household.objects.get()
    page.wait_for_url(f"**/haneler/{household.pk}/")
    expect(page.locator("[data-live=members]")).to_contain_text("Zehra Işık")
    expect(page.locator("[data-live=facts]")).to_contain_text("Akçakoca")
    page.get_by_role("link", name="Düzenle", exact=True).click()
    page.get_by_label("Mahalle").fill("Osmaniye")
    page.get_by_role("button", name="Kaydet").click()
    expect(page.locator("[data-live=facts]")).to_contain_text("Osmaniye")


def test_a_state_is_changed_with_its_reason_and_taken_back(page):
    household = make_household(head={})
    page.goto(household.get_absolute_url())
    page.get_by_text("Durumu değiştir").click()
    page.get_by_role("link", name="Askıya al").click()
    page.get_by_role("button", name="Askıya al").click()
    expect(page.locator(".field-errors")).to_be_visible()
    page.get_by_label("Neden").fill("Belgeler bekleniyor")
    page.get_by_role("button", name="Askıya al").click()
    expect(page.locator("[data-live=summary]")).to_contain_text("Askıda")
    page.get_by_role("button", name="Geri al").click()
    expect(page.locator("[data-live=summary]")).to_contain_text("Aktif")


def test_a_masked_number_is_shown_for_a_reason(page):
    household = make_household(head={"phone": "+905321234567"})
    page.goto(household.head.get_absolute_url())
    expect(page.get_by_text("0532 123 45 67")).to_have_count(0)
    page.locator('[href$="/goster/phone/"]').click()
    page.get_by_label("Neden").fill("Randevu için arayacağız")
    page.get_by_role("button", name="Göster").click()
    expect(page.get_by_text("0532 123 45 67")).to_be_visible()
    page.get_by_role("link", name="Kapat").click()
    expect(page.get_by_text("0532 123 45 67")).to_have_count(0)
