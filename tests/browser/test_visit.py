"""A visit is written on a phone that loses the line and its page: no word of it is lost, and none stays behind."""

from playwright.sync_api import Page, expect

from aid.models import HomeVisit
from tests.aid import rows
from tests.aid.matrix_assessment import picture
from tests.factories import make_user

PHONE = {"viewport": {"width": 390, "height": 844}}
TYPED = "İki oda, soba yanıyor"


def drafts(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))")


def kept(page: Page) -> None:
    """Wait until all that was typed is kept, which is soon."""
    page.wait_for_timeout(700)
    assert len(drafts(page)) == 1


def test_a_volunteer_writes_a_visit_on_a_phone(browse, accessible):
    volunteer = make_user("volunteer")
    visit = rows.make_visit(visitor=volunteer)
    page = browse(volunteer, **PHONE)
    page.goto(f"/yardim/ziyaretler/{visit.pk}/")
    accessible(page)
    page.get_by_role("link", name="Ziyareti yaz").click()
    accessible(page)
    page.get_by_label("Gözlemler").fill(TYPED)
    page.get_by_label("Kötü", exact=True).check()
    kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.close()  # the phone did so
    page = page.context.new_page()
    page.goto(f"/yardim/ziyaretler/{visit.pk}/yaz/")
    expect(page.locator(".draft-note")).to_be_visible()
    accessible(page)
    expect(page.get_by_label("Gözlemler")).to_have_value(TYPED)
    expect(page.get_by_label("Kötü", exact=True)).to_be_checked()
    page.get_by_label("Yardım edilmeli", exact=True).check()
    photo = {"name": "ev.jpg", "mimeType": "image/jpeg", "buffer": picture().read()}
    page.get_by_label("Fotoğraf çek").set_input_files([photo, photo])
    page.get_by_role("button", name="Ziyareti kaydet").click()
    page.wait_for_url(f"**/yardim/ziyaretler/{visit.pk}/")
    visit.refresh_from_db()
    assert (visit.findings, visit.home_state, visit.photos.count()) == (TYPED, "poor", 2)
    expect(page.locator(".photos img")).to_have_count(2)
    accessible(page)
    assert drafts(page) == []


def test_signing_out_leaves_no_draft_behind(browse):
    volunteer = make_user("volunteer")
    visit = rows.make_visit(visitor=volunteer)
    page = browse(volunteer, **PHONE)
    page.goto(f"/yardim/ziyaretler/{visit.pk}/yaz/")
    page.get_by_label("Gözlemler").fill(TYPED)
    kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("document.querySelector('[data-signs-out]').requestSubmit()")
    asked = page.get_by_role("dialog", name="Gönderilmemiş yazılarınız var")
    expect(asked).to_contain_text("1 taslak yalnız bu tarayıcıda duruyor.")
    asked.get_by_role("button", name="Silip çık").click()
    page.wait_for_url("**/giris/**")
    assert drafts(page) == []
    assert HomeVisit.objects.get().state == "planned"
