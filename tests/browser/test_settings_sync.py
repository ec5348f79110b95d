"""Two devices of one person: what is chosen on one is on the other at once, and neither sends it back."""

from playwright.sync_api import Page, Request, expect

from tests.factories import make_user

from .test_two_people import never_left, opened


def choose(page: Page, name: str, value: str) -> None:
    """Press a button of the personal menu, which may stay closed."""
    page.locator(f"[data-preferences] [name={name}][value={value}]").dispatch_event("click")


def test_what_is_chosen_on_one_device_is_on_the_other_at_once(browse):
    user = make_user("admin")
    one, other = (opened(browse(user), "/kullanicilar/") for _ in range(2))
    sent: list[Request] = []
    other.on("request", lambda request: sent.append(request) if request.method == "POST" else None)

    choose(one, "theme", "dark")
    expect(other.locator("html[data-theme=dark]")).to_be_attached()
    assert not sent

    with one.expect_response("**/tercihler/"), other.expect_response("**/tercihler/"):
        choose(one, "theme", "light")
        choose(other, "theme", "system")
    user.refresh_from_db()
    for page in (one, other):
        expect(page.locator(f"html[data-theme={user.theme}]")).to_be_attached()
    assert len(sent) == 1

    one.get_by_text("Sütunlar", exact=True).click()
    one.get_by_label("Telefon", exact=True).uncheck()
    one.get_by_role("button", name="Uygula").click()
    expect(other.locator("#list-region th", has_text="Telefon")).to_have_count(0)
    assert never_left(other)

    name = opened(other, "/hesap/").get_by_label("Ad soyad")
    name.fill("Yarım kalmış bir")
    choose(one, "language", "en")
    expect(one.locator("html[lang=en]")).to_be_attached()
    expect(other.get_by_role("button", name="Sayfayı yenile")).to_be_visible()
    expect(name).to_have_value("Yarım kalmış bir")
    assert never_left(other)
