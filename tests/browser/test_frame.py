"""The frame in a real browser: preferences in every tab, keys, menus, forms, and all of it without scripts too."""

import pytest

from tests.factories import make_household, make_user

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def user(transactional_db):
    return make_user("admin", full_name="Ayşe Yılmaz")


@pytest.fixture
def page(browse, user):
    page = browse(user)
    page.goto("/")
    return page


def wait_until_live(page):
    page.locator("#live-lamp[data-state=live]").wait_for()


def root(page, name):
    return page.evaluate("name => document.documentElement.getAttribute(name)", name)


def test_a_preference_shows_in_every_tab_at_once(page, user):
    other = page.context.new_page()
    other.goto("/ara/")
    for tab in (page, other):
        wait_until_live(tab)
    page.locator(".person-summary").click()
    page.get_by_role("button", name="Koyu").click()
    page.get_by_role("button", name="Sıkışık").click()
    other.locator("html[data-theme=dark][data-density=compact]").wait_for(state="attached")
    assert page.get_by_role("button", name="Koyu").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="English").click()
    for tab in (page, other):
        tab.locator("html[lang=en]").wait_for(state="attached")
    user.refresh_from_db()
    assert (user.theme, user.density, user.language) == ("dark", "compact", "en")


def test_preferences_and_search_need_no_script(browse, user):
    page = browse(user, java_script_enabled=False)
    page.goto("/ara/")
    page.locator(".person-summary").click()
    page.get_by_role("button", name="Koyu").click()
    assert root(page, "data-theme") == "dark"
    assert page.url.endswith("/ara/")
    page.locator("main input[name=q]").fill("kullanıcı")
    page.locator("main input[name=q]").press("Enter")
    assert page.locator("main").get_by_role("link", name="Kullanıcılar").is_visible()


def test_the_palette_needs_no_mouse(page):
    make_household(head={"first_name": "Şükrü", "last_name": "Işık"})
    page.keyboard.press("Control+k")
    page.keyboard.type("sukru isi")
    page.locator("#palette-hits").get_by_text("Şükrü Işık").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/haneler/*/")


def test_keys_open_help_and_the_main_action(page):
    page.goto("/kullanicilar/")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Klavye kısayolları").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_menu_closes_as_menus_do(page):
    menu = page.locator("details.person")
    page.locator(".person-summary").click()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "light"
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.matches('.person-summary')")
    page.locator(".person-summary").click()
    page.get_by_role("heading", level=1).click()
    assert menu.get_attribute("open") is None


def test_the_navigation_is_remembered_narrow(page):
    page.get_by_role("button", name="Menüyü daralt").click()
    page.reload()
    assert root(page, "data-nav") == "narrow"


def test_on_a_phone_the_navigation_opens_over_the_page(browse, user):
    page = browse(user, viewport=PHONE)
    page.goto("/")
    link = page.get_by_role("link", name="Kullanıcılar")
    assert not link.is_visible()
    page.get_by_role("button", name="Ana menü").click()
    link.click()
    page.wait_for_url("**/kullanicilar/")


def test_leaving_a_changed_form_asks(page):
    page.goto("/haneler/yeni/")
    page.locator("form[data-form] input[type=text]").first.fill("Ayşe")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Kafkasder").click()
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/haneler/yeni/")


def test_a_save_by_key_shows_what_is_wrong(page):
    page.goto("/haneler/yeni/")
    page.locator("form[data-form] input[type=text]").first.fill("Ayşe")
    page.keyboard.press("Control+s")
    page.locator(".notice-danger").wait_for()
    assert page.evaluate("document.activeElement.matches('.notice-danger')")


@pytest.mark.parametrize(
    ("mask", "typed", "shown"),
    [
        ("phone", "5321234567", "0532 123 45 67"),
        ("phone", "+4915112345678", "+4915112345678"),
        ("date", "15031985", "15.03.1985"),
        ("identity-number", "10000 000146", "10000000146"),
        ("money", "1234,5", "1.234,50"),
    ],
)
def test_a_mask_helps_with_typing(page, mask, typed, shown):
    page.goto("/haneler/yeni/")
    field = page.locator(f"input[data-mask={mask}]:visible").first
    field.press_sequentially(typed)
    field.blur()
    assert field.input_value() == shown
