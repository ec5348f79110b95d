"""axe finds nothing on any page, in both themes, on a screen and on a phone."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from accounts.models import User
from beneficiaries.models import SensitiveRecord
from messaging import services
from messaging.faults import Fault
from messaging.services import replies
from tests.factories import make_household, make_person, make_user
from tests.matrix import CONFINED, STRANGER, Row, all_rows
from tests.messaging.assistant_rows import ask, let_in
from tests.messaging.rows import make_attachment, make_group, make_message

ADMIN = "admin"
SCREEN: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
PARTS = 8  # tests, among which the pages are dealt out: a browser opens the second page in half the time of the first
TWO_FRAMES = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
NOT_PAGES = {"health_live", "health_ready", "look", "beneficiaries:district_options", "accounts:security_banner"}
NOT_PAGES |= {"notifications:bell", "notifications:latest", "notifications:announcement_current"}
NOT_PAGES |= {"donations:district_options", "tasks:feed_file", "tasks:file_download", "tasks:mention_names"}
NOT_PAGES |= {"finance:file_download", "finance:money_check_banner"}
NOT_PAGES |= {"meetings:decision_paper", "meetings:meeting_paper", "meetings:file_download", "meetings:duty_proof"}
NOT_PAGES |= {"meetings:duty_paper"}
NOT_PAGES |= {"aid:application_people", "aid:visit_photo", "beneficiaries:version_preview"}
NOT_PAGES |= {"messaging:counter", "messaging:list_part", "messaging:new_draft", "messaging:stream_part"}
NOT_PAGES |= {"messaging:older_part", "messaging:draft", "messaging:mention_names", "messaging:attachment"}
NOT_PAGES |= {row.url for row in all_rows() if row.url.endswith("_news")}  # parts of the forms' pages

Check = Callable[..., None]
Look = tuple[Literal["light", "dark"], ViewportSize]


def pages_of(who: str) -> list[Row]:
    return [row for row in all_rows() if row.expected("get")[who] == HTTPStatus.OK and row.url not in NOT_PAGES]


def pages_of_ones_own() -> list[Row]:
    """Return the pages that nobody gets by their rank, but whoever they are of: a thread, an invitation, a comment."""
    return [
        row
        for row in all_rows()
        if row.own and row.expected("get")[ADMIN] != row.expected_own("get")[CONFINED] == HTTPStatus.OK
        if row.url not in NOT_PAGES
    ]


@pytest.fixture
def clean_everywhere(accessible: Check) -> Check:
    """Assert that axe is content with what a page shows, light on a screen and dark on a phone, and that it fits.

    Colours do not depend on the width, nor the layout on the theme: two looks see what four would. `frame=False` leaves
    the frame out, where a page was looked at before. `stay=True` leaves a page in its second look, which is the first
    one of the page that comes next.
    """
    looks: list[Look] = [("light", SCREEN), ("dark", PHONE)]

    def check(page: Page, *, frame: bool = True, stay: bool = False) -> None:
        for look in looks:
            show(page, look)
            accessible(page, frame=frame)
            assert not overflows(page), f"{page.url} is wider than {look[1]['width']} px"
        if stay:
            looks.reverse()
        else:
            show(page, looks[0])

    return check


def show(page: Page, look: Look) -> None:
    scheme, size = look
    if page.viewport_size == size:  # and so it has the theme of that look
        return
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.evaluate(TWO_FRAMES)  # else axe may meet colours of both themes


def overflows(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def manager() -> User:
    return make_user(ADMIN, full_name="Işıl Yönetici")


@pytest.fixture
def admin(browse, manager: User) -> Page:
    return browse(manager, viewport=SCREEN, reduced_motion="reduce")


# Every address of the panel


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_each_page_of_somebody_who_is_signed_in(
    part: int, admin: Page, clean_everywhere: Check, subtests: pytest.Subtests
):
    for place, row in enumerate(pages_of(ADMIN)[part::PARTS]):
        with subtests.test(row.url):
            admin.goto(reverse(row.url, args=row.arguments()))
            clean_everywhere(admin, frame=place == 0, stay=True)


@pytest.mark.long
def test_each_page_of_something_of_one_s_own(
    admin: Page, manager: User, clean_everywhere: Check, subtests: pytest.Subtests
):
    for row in pages_of_ones_own():
        with subtests.test(row.url):
            address = reverse(row.url, args=row.arguments())
            row.own(manager)
            answer = admin.goto(address)
            assert (answer and answer.status) == HTTPStatus.OK
            clean_everywhere(admin, frame=False, stay=True)


def test_a_thread_in_which_the_assistant_answered(admin: Page, manager: User, clean_everywhere: Check):
    thread = let_in(make_group(manager, make_user("staff", full_name="Elif Kaya")))
    said = make_message(thread, "Koliler hazır mı?", manager)
    services.edit_message(message=said, text="Koliler yarın hazır mı?", by=manager)
    make_message(thread, "Liste ekte", manager, attachments=[make_attachment(thread, manager)])
    for text, fault in (("Evet, hazır.", ""), ("Evet", Fault.LENGTH), ("", Fault.CUT)):
        reply = ask(thread, f"Soru {text}", manager)
        assert replies.take_up()
        replies.end(reply.pk, 1, text=text, fault=fault)
    ask(thread, "Ne zaman?", manager)
    work = replies.take_up()
    assert work
    replies.keep(work, "Birazdan", look=False)
    admin.goto(thread.get_absolute_url())
    expect(admin.get_by_text("Birazdan")).to_be_visible()
    clean_everywhere(admin)


def test_each_page_of_a_stranger(page: Page, clean_everywhere: Check, subtests: pytest.Subtests):
    for row in pages_of(STRANGER):
        with subtests.test(row.url):
            page.goto(reverse(row.url, args=row.arguments()))
            clean_everywhere(page)


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_each_error_page(browse, status: int, clean_everywhere: Check):
    browse.expect(f"status of {status}")  # which the browser calls an error
    page = browse(make_user("staff"))
    page.goto(f"/{status}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    clean_everywhere(page)


def test_every_component(admin: Page, clean_everywhere: Check):
    admin.goto("/bilesenler/")
    clean_everywhere(admin)


# What a page shows after something was done


@pytest.mark.parametrize("path", ["/haneler/yeni/", "/kullanicilar/davet/", "/hesap/parola/"])
def test_a_form_with_errors(admin: Page, path: str, clean_everywhere: Check):
    admin.goto(path)
    if path == "/haneler/yeni/":
        admin.locator("[name$=first_name]").fill("Ayşe")
    admin.locator("[data-save]").click()
    expect(admin.locator("[data-focus]")).to_be_focused()
    clean_everywhere(admin)


def test_a_refused_sign_in(page: Page, clean_everywhere: Check):
    page.goto("/giris/")
    page.get_by_role("textbox", name="E-posta").fill("kimse@ornek.org")
    page.locator("[name=password]").fill("yanlis")
    page.get_by_role("button", name="Giriş yap").click()
    expect(page.locator("[data-focus]")).to_be_visible()
    clean_everywhere(page)


@pytest.mark.parametrize("path", ["/haneler/", "/kisiler/", "/kullanicilar/", "/denetim-kayitlari/"])
def test_a_list_with_its_filters_open(admin: Page, path: str, clean_everywhere: Check):
    for _ in range(3):
        make_person(make_household(head={}, categories=["family_orphan"], is_emergency=True))
    admin.goto(path)
    admin.locator("[data-list-drawer]").click()
    expect(admin.locator("#list-drawer [name]").first).to_be_visible()
    clean_everywhere(admin)


@pytest.mark.parametrize("label", ["Sütunlar", "Dışa aktar"])
def test_the_menus_of_a_list(admin: Page, label: str, clean_everywhere: Check):
    make_household(head={})
    admin.goto("/haneler/")
    admin.locator("summary", has_text=label).click()
    clean_everywhere(admin)


def test_a_list_that_found_nothing(admin: Page, clean_everywhere: Check):
    admin.goto("/haneler/?q=xyz&status=active")
    expect(admin.locator(".empty")).to_be_visible()
    clean_everywhere(admin)


def test_the_palette_with_results(admin: Page, clean_everywhere: Check):
    make_household(head={"first_name": "Zehra", "last_name": "Yılmaz"})
    admin.goto("/")
    admin.keyboard.press("Control+k")
    admin.locator("[data-palette-input]:visible").fill("zehra")
    expect(admin.locator(".hit").first).to_be_visible()
    clean_everywhere(admin)


def test_the_person_menu_and_the_shortcuts(admin: Page, clean_everywhere: Check):
    admin.goto("/")
    admin.locator(".person-summary").click()
    clean_everywhere(admin)
    admin.get_by_role("button", name="Klavye kısayolları").click()
    clean_everywhere(admin)


def test_a_clash_of_two_editors(admin: Page, clean_everywhere: Check):
    person = make_person()
    admin.goto(f"/kisiler/{person.pk}/duzenle/")
    person.first_name = "Gülşah"
    person.save()
    admin.get_by_role("textbox", name="Ad", exact=True).fill("Zehra")
    admin.locator("[data-save]").click()
    expect(admin.locator(".clash").first).to_be_visible()
    clean_everywhere(admin)


def test_news_of_an_open_form(admin: Page, clean_everywhere: Check):
    household = make_household(phone="+905321234567", neighbourhood="Hunat")
    admin.goto(f"{household.get_absolute_url()}duzenle/")
    admin.get_by_label("Mahalle", exact=True).fill("Selçuk")
    household.neighbourhood, household.phone, household.notes = "Fatih", "+905331112233", "Yeni not"
    household.save()
    expect(admin.locator("#news-notes")).to_be_visible()
    clean_everywhere(admin)
    household.status = "archived"
    household.save()
    expect(admin.locator(".news .notice")).to_be_visible()
    clean_everywhere(admin)


def test_a_warning_of_a_look_alike(admin: Page, clean_everywhere: Check):
    make_person(first_name="Zehra", last_name="Yılmaz", birth_year=1980)
    admin.goto(f"/haneler/{make_household().pk}/yeni-kisi/")
    for name, value in (("first_name", "Zehra"), ("last_name", "Yılmaz"), ("birth_year", "1980")):
        admin.locator(f"[name={name}]").fill(value)
    expect(admin.locator("#look-alikes .notice")).to_be_visible()
    clean_everywhere(admin)


def test_a_record_with_everything_on_it(admin: Page, clean_everywhere: Check):
    household = make_household(
        head={"phone": "+905321234567", "identity_number": "10000000146", "birth_year": 1980},
        phone="+905321234567",
        categories=["family_orphan"],
        is_emergency=True,
        priority="high",
        notes="Kış için yakacak gerekiyor.",
    )
    make_person(household, relation="child", orphan_type="father_dead", birth_year=2015)
    for path in (household.get_absolute_url(), household.head.get_absolute_url()):
        admin.goto(path)
        clean_everywhere(admin)


@pytest.mark.parametrize("as_sheet", [True, False], ids=["sheet", "page"])
def test_a_masked_value_and_what_is_behind_it(admin: Page, as_sheet: bool, clean_everywhere: Check):
    person = make_person(phone="+905321234567")
    address = f"/kisiler/{person.pk}/goster/phone/"
    if as_sheet:
        admin.goto(person.get_absolute_url())
        admin.locator(f'[href="{address}"]').click()
    else:
        admin.goto(address)
    admin.get_by_label("Neden").fill("Randevu için arayacağız")
    clean_everywhere(admin)
    admin.get_by_role("button", name="Göster").click()
    expect(admin.locator(".revealed")).to_have_text("0532 123 45 67")
    clean_everywhere(admin)


def test_sensitive_facts_and_their_form(admin: Page, clean_everywhere: Check):
    person = make_person()
    SensitiveRecord.objects.create(person=person, notes="Rampa gerekiyor")
    admin.goto(f"/kisiler/{person.pk}/hassas/")
    admin.get_by_label("Neden").fill("Başvuru değerlendirmesi")
    admin.locator("main").get_by_role("button").first.click()
    expect(admin.get_by_text("Rampa gerekiyor")).to_be_visible()
    clean_everywhere(admin)


def test_a_toast_with_a_way_back(admin: Page, clean_everywhere: Check):
    household = make_household(head={})
    admin.goto(f"/haneler/{household.pk}/durum/suspended/")
    admin.get_by_label("Neden").fill("Belgeler bekleniyor")
    admin.locator("[data-save]").click()
    expect(admin.get_by_role("button", name="Geri al")).to_be_visible()
    clean_everywhere(admin)
