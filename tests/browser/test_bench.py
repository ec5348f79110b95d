"""The bench of the browser journeys: it signs in, sees, and hears complaints."""

from tests.factories import PASSWORD, make_user


def test_somebody_signs_in_as_people_do(page):
    make_user(role="admin", email="yonetici@ornek.org", full_name="Işıl Yönetici")
    page.goto("/giris/")
    page.get_by_label("E-posta").fill("YONETICI@ornek.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Giriş yap").click()
    page.wait_for_url("**/")
    assert page.get_by_role("heading", level=1).is_visible()


def test_a_test_may_begin_signed_in(browse, accessible):
    page = browse(make_user(role="admin"))
    page.goto("/saglik/")
    assert page.get_by_text("PostgreSQL").is_visible()
    accessible(page)


def test_complaints_and_foreign_addresses_are_heard(browse):
    page = browse()
    page.goto("/giris/")
    page.evaluate("console.error('broken')")
    page.evaluate("fetch('https://example.org/').catch(() => {})")
    page.wait_for_timeout(200)
    heard = " ".join(browse.complaints)
    assert "broken" in heard
    assert "example.org" in heard
    browse.complaints.clear()
