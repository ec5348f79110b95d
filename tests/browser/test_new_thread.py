"""The first words of a thread that is not opened yet: kept like any draft, on every device, until they are said."""

from playwright.sync_api import Page, expect

from messaging.models import Draft, Thread

from .talking import SOON, said_in
from .test_two_people import opened

WORDS = "Kış kolileri için araç bulalım"


def begin(page: Page) -> Page:
    """Open the form in the dialog and wait until its script has asked for the draft."""
    opened(page, "/mesajlar/")
    with page.expect_response("**/mesajlar/taslak/"):
        page.get_by_role("link", name="Yeni konuşma").click()
    return page


def words(page: Page):
    return page.get_by_label("İlk ileti")


def test_what_is_typed_survives_and_becomes_the_first_message(browse, accessible, elif_, baran):
    page = begin(browse(elif_))
    accessible(page)
    page.get_by_label("Baran Okur").check()
    page.get_by_label("Konuşmanın adı").fill("Kış")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/taslak/" in answer.url):
        words(page).fill(WORDS)
    page.reload()
    begin(page)
    expect(words(page)).to_have_value(WORDS)
    expect(page.get_by_label("Konuşmanın adı")).to_have_value("Kış")
    expect(page.get_by_label("Baran Okur")).to_be_checked()

    other = begin(browse(elif_))  # another device
    expect(words(other)).to_have_value(WORDS)
    words(other).fill(f"{WORDS}, pazartesiden önce")
    with other.expect_response(lambda answer: answer.request.method == "POST" and "/taslak/" in answer.url):
        other.keyboard.press("Escape")  # who closes the dialog loses nothing either
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(words(page)).to_have_value(f"{WORDS}, pazartesiden önce", timeout=SOON)

    page.get_by_role("button", name="Başlat").click()
    expect(page.locator("[data-talk-stream] .bubble-text")).to_have_text([f"{WORDS}, pazartesiden önce"])
    thread = Thread.objects.get()
    assert set(thread.members.values_list("user", flat=True)) == {elif_.pk, baran.pk}
    assert not Draft.objects.exists()
    for each in (page, other):
        begin(each)
        expect(words(each)).to_have_value("")
        expect(each.get_by_label("Konuşmanın adı")).to_have_value("")
        expect(each.locator("input[name=members]:checked")).to_have_count(0)
    assert said_in(thread) == [f"{WORDS}, pazartesiden önce"]


def test_without_a_line_the_words_stay_in_the_browser(browse, elif_):
    browse.expect("WebSocket connection to", "net::ERR_")
    page = begin(browse(elif_))
    page.context.set_offline(True)
    words(page).fill(WORDS)
    page.get_by_role("button", name="Başlat").click()
    expect(page.locator(".toast")).to_contain_text("Kaydedilmedi", timeout=SOON)
    page.context.set_offline(False)
    page.reload()
    begin(page)
    expect(words(page)).to_have_value(WORDS)
