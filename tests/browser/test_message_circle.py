"""One drawing for a whole group, and to each what is theirs, on two real screens."""

from playwright.sync_api import Locator, Page, expect

from messaging import services
from tests.messaging.rows import make_message

from .talking import SOON, enter, group_of, stream, write
from .test_two_people import BLINK, never_left


def test_each_is_shown_their_own_messages_as_theirs(browse, elif_, baran):
    thread = group_of(elif_, baran)
    make_message(thread, "Merhaba Baran", elif_)
    make_message(thread, "Merhaba Elif", baran)
    one, two = enter(browse(elif_), thread), enter(browse(baran), thread)
    write(one, "Koliler hazır mı?")
    for page in (one, two):
        expect(stream(page).last).to_have_text("Koliler hazır mı?", timeout=BLINK)
    for page, own, other in ((one, "Merhaba Baran", "Merhaba Elif"), (two, "Merhaba Elif", "Merhaba Baran")):
        for text, is_own in ((own, True), (other, False)):
            bubble = page.locator("[data-talk-stream] .bubble", has_text=text)
            assert _stands_right(page, bubble) == is_own
            bubble.hover()
            bubble.locator("summary").click()
            for name in ("Düzelt", "Sil"):
                expect(bubble.get_by_role("link", name=name)).to_have_count(int(is_own))
            page.keyboard.press("Escape")
    readers_of_one, readers_of_two = (page.locator("[data-live=readers]") for page in (one, two))
    expect(readers_of_one).to_contain_text("Baran", timeout=SOON)
    expect(readers_of_two).to_have_text("")
    write(two, "Evet, yolda.")
    expect(stream(one).last).to_have_text("Evet, yolda.", timeout=BLINK)
    expect(readers_of_two).to_contain_text("Elif", timeout=SOON)
    assert _stands_right(two, two.locator("[data-talk-stream] .bubble").last)
    assert never_left(one, two)


def test_whoever_is_put_out_of_a_group_is_shown_nothing_more(browse, elif_, baran):
    thread = group_of(elif_, baran)
    make_message(thread, "Merhaba", elif_)
    one, two = enter(browse(elif_), thread), enter(browse(baran), thread)
    expect(one.locator("[data-live=readers]")).to_contain_text("Baran", timeout=SOON)
    services.remove_member(thread=thread, user=baran, by=elif_)
    write(one, "Gizli söz")
    expect(stream(one).last).to_have_text("Gizli söz", timeout=SOON)
    expect(two.get_by_text("Bu konuşma artık size açık değil")).to_be_visible(timeout=SOON)
    assert "Gizli söz" not in two.content()


def _stands_right(page: Page, bubble: Locator) -> bool:
    talk, body = (each.bounding_box() for each in (page.locator("[data-talk-stream]"), bubble.locator(".bubble-body")))
    assert talk is not None
    assert body is not None
    return body["x"] + body["width"] / 2 > talk["x"] + talk["width"] / 2
