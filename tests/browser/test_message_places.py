"""Where one is in a thread: at its end, at what is new, at what is quoted, and how far one has read."""

from urllib.parse import unquote_plus

from playwright.sync_api import Locator, expect

from messaging import services
from messaging.models import ThreadMember
from tests.messaging.rows import make_direct, make_message

from .talking import FIELD, SOON, enter, group_of, stream, write
from .test_two_people import never_left, opened


def test_a_quote_shows_what_it_answers_and_leads_there(browse, elif_, baran):
    thread = group_of(elif_, baran)
    asked = make_message(thread, "Araç var mı? Depo kaçta açılıyor?", baran)
    for count in range(90):
        make_message(thread, f"Koli {count}", elif_)
    page = enter(browse(elif_), thread)
    page.goto(asked.get_absolute_url())
    bubble = page.locator(f"#ileti-{asked.number}")
    bubble.locator(".bubble-text p").evaluate(
        "(words) => getSelection().setBaseAndExtent(words.firstChild, 0, words.firstChild, 12)"
    )
    bubble.hover()
    bubble.locator("summary").click()
    bubble.get_by_role("button", name="Alıntıla").click()
    expect(page.locator(".composer-note")).to_contain_text("Baran Okur Araç var mı?")
    expect(page.locator(FIELD)).to_have_value("> Araç var mı?\n")
    page.keyboard.press("Escape")
    expect(page.locator(".composer-note")).to_have_count(0)
    bubble.hover()
    bubble.locator("summary").click()
    bubble.get_by_role("button", name="Alıntıla").click()
    write(page, "Var, dokuzda.")
    answer = page.locator("[data-talk-stream] .bubble", has_text="Var, dokuzda.")
    expect(answer.locator("a.bubble-quote")).to_contain_text("Araç var mı?", timeout=SOON)
    answer.locator("[data-quote]").dispatch_event("click")
    expect(page.locator(".composer-note")).to_contain_text("Siz Var, dokuzda.")
    enter(page, thread)
    expect(page.locator(f"#ileti-{asked.number}")).to_have_count(0)
    page.locator("a.bubble-quote").click()
    expect(page.locator(f"#ileti-{asked.number}")).to_be_in_viewport(timeout=SOON)
    assert never_left(page)


def test_one_stays_where_one_reads_while_others_write_and_older_messages_come(browse, elif_, baran):
    thread = group_of(elif_, baran)
    for count in range(100):
        make_message(thread, f"Koli {count}", baran)
    services.mark_read(thread=thread, number=96, by=elif_)
    page = enter(browse(elif_), thread)
    expect(page.locator(".bubble[data-new]")).to_contain_text("Koli 95")
    expect(page.locator(".bubble[data-new]")).to_be_in_viewport()
    scroll = page.locator("[data-talk-scroll]")
    read = page.locator("[data-talk-stream] .bubble", has_text="Koli 70")
    read.scroll_into_view_if_needed()
    before = height_of(read)
    make_message(thread, "Yeni bir haber", baran)
    page.get_by_role("button", name="Yeni iletiler").wait_for(timeout=SOON)
    assert abs(height_of(read) - before) < 1
    scroll.evaluate("(box) => box.scrollBy(0, -100000)")
    expect(page.locator(".bubble", has_text="Koli 40")).to_be_attached(timeout=SOON)
    expect(page.locator("#ileti-63")).to_be_in_viewport()  # the first of before still stands on the screen
    page.get_by_role("button", name="Yeni iletiler").click()
    expect(stream(page).last).to_be_in_viewport()
    expect(page.get_by_role("button", name="Yeni iletiler")).to_have_count(0)


def height_of(place: Locator) -> float:
    return place.evaluate("(element) => element.getBoundingClientRect().top")


def test_what_was_read_is_read_in_all_tabs_and_told_once(browse, elif_, baran):
    thread, other = group_of(elif_, baran), make_direct(elif_, baran)
    make_message(thread, "Bir", baran)
    make_message(other, "Merhaba", baran)
    page = opened(browse(elif_), "/mesajlar/")
    elsewhere = opened(page.context.new_page(), "/haneler/")
    count = elsewhere.locator(".messages-mark .bell-count")
    expect(count).to_contain_text("2", timeout=SOON)
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.url.endswith("/okundu/") else None)
    page.bring_to_front()
    enter(page, thread)
    expect(count).to_contain_text("1", timeout=SOON)
    make_message(thread, "İki", baran)
    expect(stream(page).last).to_have_text("İki", timeout=SOON)
    member = ThreadMember.objects.get(thread=thread, user=elif_)
    expect(page.locator(f'[data-read-number="{thread.messages.count()}"]')).to_be_attached(timeout=SOON)
    page.wait_for_timeout(1_500)
    member.refresh_from_db()
    assert (member.unread, len(told)) == (0, 2)


def test_what_is_said_after_a_name_stands_in_no_address(browse, elif_, baran):
    page = enter(browse(elif_), group_of(elif_, baran))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote_plus(request.url)) if "/kisiler/" in request.url else None)
    field = page.locator(FIELD)
    field.press_sequentially("@Bar")
    expect(page.locator(".mention-names > li")).to_have_text(["Baran Okur"])
    field.press("Enter")
    field.press_sequentially("ameliyat oldu. @xy", delay=50)
    page.wait_for_timeout(500)  # the answer that nobody is called so
    field.press_sequentially(" hastanede", delay=50)
    assert [url for url in asked if "ad=Bar" in url]
    assert not [url for url in asked if "ameliyat" in url or "hasta" in url]


_DRAWN = """() => [...document.querySelectorAll(".talk-flow .bubble[data-number]")].map((bubble) => {
    const shows = (name) => bubble.querySelector(name)?.checkVisibility() ?? false;
    const body = bubble.querySelector(".bubble-body");
    const { marginTop } = getComputedStyle(bubble);
    return [bubble.dataset.number, shows(".bubble-day"), shows(".bubble-author"), marginTop,
            body && getComputedStyle(body).borderRadius].join(" ");
})"""


def test_older_messages_stand_as_if_the_page_had_been_drawn_in_one_piece(browse, elif_, baran):
    thread = group_of(elif_, baran)
    for count in range(100):
        make_message(thread, f"Koli {count}", elif_ if count in (30, 31, 32, 70) else baran)
    whole = enter(browse(elif_), thread)
    whole.goto(f"{thread.get_absolute_url()}?bas=1")
    page = enter(browse(elif_), thread)
    first = thread.messages.count() - 39
    top = page.locator(f"#ileti-{first}")
    expect(top.locator(".bubble-day")).to_be_visible()  # as long as nothing is above
    expect(top.locator(".bubble-author")).to_be_visible()
    services.edit_message(message=thread.messages.get(number=first), text="Düzeltilen koli", by=baran)
    expect(top).to_contain_text("Düzeltilen koli", timeout=SOON)
    older = page.locator("[data-older]")
    while older.count():  # a click of the mouse scrolls first, whereupon they come by themselves
        older.evaluate_all("(found) => found.forEach((each) => each.click())")
        page.wait_for_function("() => !document.querySelector('.htmx-request')")
    assert page.evaluate(_DRAWN) == whole.evaluate(_DRAWN)

    for number in (first, first - 1, first - 40):  # also after they were drawn again
        services.edit_message(message=thread.messages.get(number=number), text="Yine düzeltildi", by=baran)
    for each in (page, whole):
        expect(each.locator(".bubble", has_text="Yine düzeltildi")).to_have_count(3, timeout=SOON)
    assert page.evaluate(_DRAWN) == whole.evaluate(_DRAWN)
    expect(page.locator(".bubble-day:visible")).to_have_count(1)


def test_the_menu_of_a_message_is_whole_and_leaves_the_composer_free(browse, elif_):
    thread = group_of(elif_)
    for count in range(30):
        make_message(thread, f"Koli {count}", elif_)
    page = enter(browse(elif_), thread)
    for width, height in ((390, 700), (1366, 600)):
        page.set_viewport_size({"width": width, "height": height})
        summaries = page.locator("[data-talk-stream] .bubble > .menu > summary")
        for number in (-1, -2, -4, -6):
            button = summaries.nth(number)
            button.focus()
            page.keyboard.press("Enter")
            panel = button.locator("xpath=following-sibling::*")
            expect(panel).to_be_in_viewport(ratio=1)
            page.wait_for_function(
                "() => document.querySelector('.bubble [open] .menu-panel').style.position === 'fixed'"
            )
            menu, write_at = panel.bounding_box(), page.locator("form[data-composer]").bounding_box()
            assert menu
            assert write_at
            assert menu["y"] + menu["height"] <= write_at["y"]
            at_button = button.bounding_box()
            assert at_button
            assert abs(menu["y"] - at_button["y"]) < menu["height"] + at_button["height"] + 8  # it stands beside it
            panel.get_by_role("link", name="Sil").click(trial=True)
            page.keyboard.press("Escape")
            expect(panel).to_be_hidden()
