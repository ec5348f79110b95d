"""Signing out: nobody loses unasked what is not sent, nothing typed stays behind, and nobody else ever comes by it."""

import pytest
from playwright.sync_api import Page, Route, expect

from messaging.models import Message

from .talking import FIELD, enter, group_of, said_in, waiting, write
from .test_two_people import opened

WAYS = ["the menu", "its own page", "the list of sessions"]


def typed(page: Page) -> list[str]:
    """Return what stands in the browser's store of what somebody typed."""
    return page.evaluate("Object.keys(localStorage).filter((key) => /^(unsent|draft):/.test(key))")


def sign_out(page: Page, way: str = "the menu") -> None:
    if way == "the menu":
        page.locator(".person-summary").click()
        page.get_by_role("button", name="Çıkış yap").click()
        return
    page.goto("/cikis/" if way == "its own page" else "/hesap/oturumlar/")
    page.locator("main").get_by_role("button", name="Çıkış yap").click()


def question(page: Page):
    return page.get_by_role("dialog", name="Gönderilmemiş yazılarınız var")


@pytest.mark.parametrize("way", WAYS)
def test_every_way_out_tells_what_is_not_sent_and_leaves_nothing(cut_lines, accessible, elif_, way):
    thread = group_of(elif_)
    page = enter(cut_lines(elif_), thread)
    page.context.route("**/gonder/", lambda route: route.abort())
    write(page, "Henüz gitmedi")
    write(page, "Bu da gitmedi")
    expect(waiting(page)).to_have_count(2)
    sign_out(page, way)
    expect(question(page)).to_contain_text("2 ileti henüz gönderilmedi.")
    accessible(page)
    question(page).get_by_role("button", name="Kal").click()
    enter(page, thread)
    expect(waiting(page)).to_have_count(2)
    sign_out(page, way)
    question(page).get_by_role("button", name="Silip çık").click()
    page.wait_for_url("**/giris/**")
    page.context.unroute("**/gonder/")
    assert typed(page) == []
    assert said_in(thread) == []


def test_the_end_of_the_session_does_not_overtake_the_answer(cut_lines, elif_):
    page = enter(cut_lines(elif_), group_of(elif_))
    page.context.route("**/gonder/", lambda route: route.abort())
    write(page, "Henüz gitmedi")
    expect(waiting(page)).to_have_count(1)

    def answer_late(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        page.wait_for_timeout(1_500)  # the socket has closed by now
        route.fulfill(response=answer)

    page.route("**/cikis/", answer_late, times=1)
    sign_out(page)
    question(page).get_by_role("button", name="Silip çık").click()
    page.wait_for_url("**/giris/**")
    page.context.unroute("**/gonder/")
    assert typed(page) == []


def test_who_has_nothing_unsent_is_not_asked_and_leaves_nothing(browse, elif_):
    thread = group_of(elif_)
    page = enter(browse(elif_), thread)
    page.locator(FIELD).fill("Yarım kalan söz")  # the server gets it on the way out
    sign_out(page)
    page.wait_for_url("**/giris/**")
    assert typed(page) == []
    assert elif_.message_drafts.get().text == "Yarım kalan söz"


def test_without_a_line_nobody_gets_out_and_nothing_is_lost(cut_lines, elif_):
    page = enter(cut_lines(elif_), group_of(elif_))
    page.context.set_offline(True)
    write(page, "Bağlantı bekliyor")
    page.locator(FIELD).fill("Yarım kalan söz")
    before = sorted(typed(page))
    sign_out(page)
    expect(question(page).get_by_role("listitem")).to_have_text(
        ["1 ileti henüz gönderilmedi.", "1 taslak yalnız bu tarayıcıda duruyor."]
    )
    question(page).get_by_role("button", name="Silip çık").click()
    expect(question(page).get_by_role("alert")).to_contain_text("Çıkış yapılamadı")
    assert sorted(typed(page)) == before
    page.context.set_offline(False)


def test_other_tabs_write_nothing_down_any_more(cut_lines, elif_):
    thread = group_of(elif_)
    page = enter(cut_lines(elif_), thread)
    other = enter(page.context.new_page(), thread)
    other.locator("form[data-composer]").evaluate("(form) => (form.dataset.dirty = '')")  # else the tab goes, too
    sign_out(page)
    page.wait_for_url("**/giris/**")
    other.evaluate(
        """() => {
            const field = document.querySelector("#composer-text");
            field.value = "Sonradan yazılan";
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    assert typed(page) == []


def test_nobody_sends_or_sees_what_another_person_left_in_the_browser(cut_lines, elif_, baran):
    thread = group_of(elif_, baran)
    page = enter(cut_lines(elif_), thread)
    page.context.route("**/gonder/", lambda route: route.abort())
    write(page, "Elif'in sözü")
    expect(waiting(page)).to_have_count(1)
    page.context.set_offline(True)
    page.locator(FIELD).fill("Elif'in taslağı")
    become(page, baran, cut_lines)
    page.context.unroute("**/gonder/")
    with page.expect_response("**/gonder/") as answer:  # the open tab of the former person tries
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
    assert answer.value.status == 409
    for _ in range(2):  # also after the scripts had all their turns
        enter(page, thread)
        expect(waiting(page)).to_have_count(0)
        expect(page.locator(FIELD)).to_have_value("")
        expect(page.locator("[data-unsent-note]:visible")).to_have_count(0)
    assert not Message.objects.filter(kind="person").exists()
    assert not baran.message_drafts.exists()

    sign_out(page)
    expect(question(page)).to_contain_text("Başka birinin gönderilmemiş 1 iletisi de bu tarayıcıda duruyor.")
    expect(question(page)).not_to_contain_text("Elif")
    question(page).get_by_role("button", name="Kal").click()
    become(page, elif_, cut_lines)
    with page.expect_response("**/gonder/") as answer:  # whoever wrote it comes back, and it goes
        opened(page, "/")
    assert answer.value.status == 200
    assert said_in(thread) == ["Elif'in sözü"]


def become(page: Page, person, browse) -> None:
    """Have somebody else signed in in the browser of a page, as after a session that ended by itself."""
    cookies = browse(person).context.cookies()
    page.context.add_cookies([each for each in cookies if "session" in each["name"]])
