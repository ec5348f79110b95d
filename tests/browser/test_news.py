"""A form that stands open while others save the same record: told at once, taken over field by field, nothing lost."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from accounts.audit import acting
from accounts.models import User
from beneficiaries.models import BudgetLine, District, Household, SensitiveRecord
from tests.factories import make_household, make_person, make_user

WAIT = 10_000  # milliseconds, for a machine that has much else to do
IN_WORDS = "field => [field.value, field.selectionStart, field.selectionEnd]"


@pytest.fixture
def household() -> Household:
    return make_household(neighbourhood="Hunat", address="Eski sokak", notes="Kapıcıya soruldu", housing="rented")


@pytest.fixture
def colleague() -> User:
    return make_user("board", full_name="Elif Bakan")


@pytest.fixture
def clerk(browse) -> Page:
    return browse(make_user("staff", full_name="Baran Çalışkan"))


def opened(page: Page, household: Household) -> Page:
    page.goto(f"{household.get_absolute_url()}duzenle/")
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live", timeout=WAIT)
    return page


def news(page: Page) -> Locator:
    return page.locator(".news")


def item(page: Page, field: str) -> Locator:
    return page.locator(f"#news-{field}")


def told(page: Page, field: str, *texts: str) -> None:
    for text in texts:
        expect(item(page, field)).to_contain_text(text, timeout=WAIT)


def pressed(page: Page, field: str, label: str) -> None:
    item(page, field).get_by_role("button", name=label).click()


def saved(page: Page, household: Household) -> Household:
    page.get_by_role("button", name="Kaydet", exact=True).click()
    page.wait_for_url(f"**{household.get_absolute_url()}")
    household.refresh_from_db()
    return household


def changed_by(colleague: User, row: Any, **values: Any) -> None:
    with acting(user=colleague):
        type(row).objects.filter(pk=row.pk).update(**values)


def test_two_people_in_one_form(browse, clerk, colleague, household):
    """One is in the middle of a word when the other saves; they take one value over, keep one, and are not asked."""
    opened(clerk, household)
    other = opened(browse(colleague), household)
    field = clerk.get_by_label("Mahalle", exact=True)
    field.fill("Selç")
    field.evaluate("field => field.setSelectionRange(2, 2)")
    place = field.bounding_box()
    other.get_by_label("Mahalle", exact=True).fill("Fatih")
    other.get_by_role("textbox", name="Açık adres").fill("Yeni sokak")
    other.get_by_role("textbox", name="Notlar").fill("Onun notu")
    other.get_by_role("button", name="Kaydet", exact=True).click()

    told(clerk, "neighbourhood", "Elif Bakan", "Fatih", "Sizinki: Selç")
    told(clerk, "address", "Elif Bakan", "Yeni sokak")
    expect(field).to_be_focused()
    assert field.evaluate(IN_WORDS) == ["Selç", 2, 2]
    assert field.bounding_box() == place
    expect(clerk.locator("#live-announcer")).to_contain_text("Elif Bakan")
    clerk.keyboard.press("End")
    clerk.keyboard.type("uk")

    pressed(clerk, "address", "Onunkini al")
    expect(clerk.get_by_role("textbox", name="Açık adres")).to_have_value("Yeni sokak")
    pressed(clerk, "neighbourhood", "Benimki kalsın")
    expect(item(clerk, "notes")).to_be_visible()
    pressed(clerk, "notes", "Benimki kalsın")
    expect(news(clerk)).to_be_hidden()
    expect(field).to_be_focused()
    row = saved(clerk, household)
    assert (row.neighbourhood, row.address, row.notes) == ("Selçuk", "Yeni sokak", "Kapıcıya soruldu")


def test_a_change_after_a_decision_is_put_again(clerk, colleague, household):
    opened(clerk, household).get_by_label("Mahalle", exact=True).fill("Selçuk")
    changed_by(colleague, household, neighbourhood="Fatih")
    told(clerk, "neighbourhood", "Fatih")
    pressed(clerk, "neighbourhood", "Benimki kalsın")
    expect(news(clerk)).to_be_hidden()
    changed_by(make_user("admin", full_name="Işıl Yönetici"), household, neighbourhood="Erkilet")
    told(clerk, "neighbourhood", "Işıl Yönetici", "Erkilet")
    clerk.get_by_role("button", name="Kaydet", exact=True).click()
    expect(clerk.locator(".clashes")).to_contain_text("Erkilet")
    expect(news(clerk)).to_be_hidden()
    changed_by(colleague, household, neighbourhood="Talas")
    told(clerk, "neighbourhood", "Elif Bakan", "Talas")
    expect(clerk.locator(".clash")).to_have_count(0)  # it shows a value that is no more
    pressed(clerk, "neighbourhood", "Onunkini al")
    assert saved(clerk, household).neighbourhood == "Talas"


def test_every_kind_of_field_is_taken_over_at_once(clerk, colleague, household):
    BudgetLine.objects.bulk_create(
        BudgetLine(household=household, kind="income", source=source, amount=50) for source in ("wage", "pension")
    )
    opened(clerk, household).get_by_role("textbox", name="Notlar").fill("Benim notum")
    ankara = District.objects.filter(province=6).last()
    with acting(user=colleague):
        household.budget_lines.filter(source="pension").delete()
        for source, amount in (("rent", 4000), ("bills", 1250), ("food", 900)):
            BudgetLine.objects.create(household=household, kind="expense", source=source, amount=amount)
    values = {"categories": ["elderly_alone", "family_orphan"], "is_emergency": True, "phone": "+905331112233"}
    changed_by(colleague, household, province=6, district=ankara, assigned_to=colleague, notes="Onun notu", **values)
    told(clerk, "notes", "Onun notu")
    told(clerk, "phone", "0533 *** ** 33")
    news(clerk).get_by_role("button", name="Dokunmadığım alanların hepsini al").click()
    expect(clerk.get_by_label("İl", exact=True)).to_have_value("6")
    expect(clerk.locator("[name=district] option")).not_to_have_count(2)  # the districts of the province have come
    expect(clerk.get_by_label("İlçe", exact=True)).to_have_value(str(ankara.pk))
    expect(clerk.locator("[name=expenses-2-amount]")).not_to_have_value("")
    expect(clerk.get_by_role("checkbox", name="Acil durum")).to_be_checked()
    told(clerk, "notes", "Sizinki: Benim notum")
    pressed(clerk, "notes", "Benimki kalsın")
    row = saved(clerk, household)
    assert (row.province_id, row.district_id, row.assigned_to) == (6, ankara.pk, colleague)
    assert {name: getattr(row, name) for name in values} == values
    assert row.notes == "Benim notum"
    lines = set(row.budget_lines.values_list("source", "amount"))
    assert lines == {("wage", 50), ("rent", 4000), ("bills", 1250), ("food", 900)}


def test_by_keyboard_alone(clerk, colleague, household):
    opened(clerk, household)
    field = clerk.get_by_role("textbox", name="Notlar")
    field.focus()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.type(" ve")
    changed_by(colleague, household, neighbourhood="Fatih", address="Yeni sokak")
    told(clerk, "address", "Yeni sokak")
    expect(news(clerk)).to_be_visible()
    box = field.bounding_box()
    assert box["y"] + box["height"] < news(clerk).bounding_box()["y"]  # nobody types under the news
    clerk.keyboard.press("F8")
    expect(item(clerk, "neighbourhood").get_by_role("button").first).to_be_focused()
    clerk.keyboard.press("F8")
    expect(field).to_be_focused()
    clerk.keyboard.press("F8")
    clerk.keyboard.press("Tab")
    clerk.keyboard.press("Enter")
    expect(item(clerk, "address").get_by_role("button", name="Onunkini al")).to_be_focused()
    clerk.keyboard.press("Enter")
    expect(field).to_be_focused()
    clerk.keyboard.type("rildi")
    clerk.keyboard.press("Control+s")
    clerk.wait_for_url(f"**{household.get_absolute_url()}")
    household.refresh_from_db()
    values = (household.neighbourhood, household.address, household.notes)
    assert values == ("Fatih", "Yeni sokak", "Kapıcıya soruldu verildi")


def test_what_is_typed_alike_is_no_news(clerk, colleague, household):
    opened(clerk, household).get_by_label("Mahalle", exact=True).fill("Fatih")
    changed_by(colleague, household, neighbourhood="Fatih", address="Yeni sokak")
    told(clerk, "address", "Yeni sokak")
    expect(item(clerk, "neighbourhood")).to_be_hidden()


def test_a_masked_value_that_was_typed_can_be_kept(clerk, colleague, household):
    opened(clerk, household)
    changed_by(colleague, household, phone="+905331112233")
    told(clerk, "phone", "0533 *** ** 33")
    keep = item(clerk, "phone").get_by_role("button", name="Benimki kalsın")
    expect(keep).to_be_hidden()
    clerk.get_by_role("textbox", name="Hane telefonu").press_sequentially("05324445566")
    clerk.keyboard.press("Tab")
    keep.click()
    assert saved(clerk, household).phone == "+905324445566"


def test_a_record_that_is_archived_or_out_of_reach_is_told_and_the_words_stay(browse, colleague, household):
    user = make_user("staff")
    clerk = opened(browse(user), household)
    clerk.get_by_role("textbox", name="Notlar").fill("Uzun uzun yazıldı")
    changed_by(colleague, household, status="archived")
    expect(news(clerk)).to_contain_text("önce arşivden çıkarın", timeout=WAIT)
    changed_by(colleague, household, status="active", neighbourhood="Fatih")
    told(clerk, "neighbourhood", "Fatih")
    user.groups.set(Group.objects.filter(name="auditor"))
    expect(news(clerk)).to_contain_text("artık göremiyorsunuz", timeout=WAIT)
    expect(clerk.get_by_role("textbox", name="Notlar")).to_have_value("Uzun uzun yazıldı")
    expect(clerk.locator("#live-announcer")).to_contain_text("artık kaydedilemez")


def test_sensitive_values_are_shown_to_who_asks(clerk, colleague):
    person = make_person()
    record = SensitiveRecord.objects.create(person=person, notes="Rampa gerekiyor", health_flags="chronic")
    clerk.goto(f"/kisiler/{person.pk}/hassas/")
    clerk.get_by_label("Neden").fill("Başvuru değerlendirmesi")
    clerk.locator("main").get_by_role("button").first.click()
    clerk.get_by_role("button", name="Düzenle").click()
    expect(clerk.locator("#live-lamp")).to_have_attribute("data-state", "live", timeout=WAIT)
    clerk.get_by_role("textbox", name="Gizli notlar").fill("Rampa yapıldı")
    record.notes, record.health_flags, record.disability_percent = "Asansör bozuk", "dialysis", "40"
    with acting(user=colleague):
        record.save()
    told(clerk, "notes", "Elif Bakan", "kayda geçer")
    assert "Asansör" not in clerk.content()
    pressed(clerk, "notes", "Göster")
    told(clerk, "notes", "Asansör bozuk", "Sizinki: Rampa yapıldı")
    pressed(clerk, "notes", "Benimki kalsın")
    news(clerk).get_by_role("button", name="Dokunmadığım alanların hepsini al").click()
    expect(news(clerk)).to_be_hidden()
    expect(clerk.locator("[name=health_flags][value=dialysis]")).to_be_checked()
    expect(clerk.locator("[name=health_flags][value=chronic]")).not_to_be_checked()
    clerk.get_by_role("button", name="Kaydet", exact=True).click()
    clerk.wait_for_url(f"**{person.get_absolute_url()}")
    record.refresh_from_db()
    values = (record.notes, record.health_flags, record.disability_percent)
    assert values == ("Rampa yapıldı", "dialysis", "40")


def test_without_a_socket_the_form_asks_by_itself(serve, browse, colleague, household):
    server = serve(REALTIME="off")
    browse.expect("/canli/akis/")  # the browser complains of the socket that is refused
    clerk = browse(make_user("staff"), base_url=server.address)
    clerk.goto(f"{household.get_absolute_url()}duzenle/")
    expect(clerk.locator("#live-lamp")).to_have_attribute("data-state", "polling", timeout=WAIT)
    changed_by(colleague, household, neighbourhood="Fatih")
    clerk.evaluate("window.dispatchEvent(new Event('focus'))")  # else half a minute passes
    told(clerk, "neighbourhood", "Elif Bakan", "Fatih")


def test_on_a_phone_the_news_are_a_line_until_they_are_opened(browse, colleague, household):
    clerk = opened(browse(make_user("staff"), viewport={"width": 390, "height": 844}), household)
    changed_by(colleague, household, neighbourhood="Fatih")
    head = news(clerk).locator("summary")
    expect(head).to_contain_text("Elif Bakan", timeout=WAIT)
    expect(item(clerk, "neighbourhood")).to_be_hidden()
    assert news(clerk).bounding_box()["height"] < 80
    head.click()
    pressed(clerk, "neighbourhood", "Onunkini al")
    assert saved(clerk, household).neighbourhood == "Fatih"
