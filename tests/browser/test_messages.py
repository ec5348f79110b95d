"""Messages between people at their screens: nothing is lost, said twice, or shown to anybody else."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from messaging import services
from messaging.models import Attachment
from tests.messaging.rows import make_direct, make_message

from .talking import FIELD, SOON, enter, group_of, said_in, stream, waiting, write
from .test_accessibility import TWO_FRAMES, overflows
from .test_two_people import never_left, opened


def test_deleting_a_message_asks_first(browse, accessible, elif_):
    thread = group_of(elif_)
    make_message(thread, "Tek söz", elif_)
    page = enter(browse(elif_), thread)
    bubble = page.locator("[data-talk-stream] .bubble").last
    bubble.hover()
    bubble.locator("summary").click()
    bubble.get_by_role("link", name="Sil").click(timeout=SOON)
    question = page.get_by_role("dialog").filter(has_text="İletiyi sil")
    expect(question).to_contain_text("geri getirilemez")
    accessible(page)
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(bubble).to_contain_text("Tek söz")

    expect(bubble.locator("summary")).to_be_focused()  # where one was; from here on by keys alone
    for key in ("Enter", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(question).to_be_visible()
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    expect(bubble).to_contain_text("Bu ileti silindi", timeout=SOON)
    expect(page.locator(".toast")).to_have_text(re.compile("İleti silindi"))
    expect(page.locator(FIELD)).to_be_focused()
    assert never_left(page)


def test_two_people_talk_through_a_cut_line(cut_lines, line, elif_, baran):
    thread = group_of(elif_, baran)
    writer = enter(cut_lines(elif_, base_url=line.address), thread)
    reader = enter(cut_lines(baran), thread)
    write(writer, "Koliler hazır mı?")
    expect(stream(reader)).to_have_text(["Koliler hazır mı?"], timeout=SOON)
    expect(waiting(writer)).to_have_count(0)
    write(reader, "Yarın hazır.")
    expect(stream(writer).last).to_have_text("Yarın hazır.", timeout=SOON)
    assert never_left(writer, reader)

    line.cut()
    write(writer, "Öyleyse araç ayarlıyorum.")
    write(writer, "Saat 9'da depodayım.")
    expect(waiting(writer)).to_have_count(2)
    expect(writer.locator(".talk-foot [data-unsent-note]")).to_have_text("2 ileti bağlantı bekliyor", timeout=SOON)
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        writer.reload()
    writer.wait_for_url("chrome-error://**")
    line.mend()
    opened(writer, "/mesajlar/")  # what waits goes from any page
    every = ["Koliler hazır mı?", "Yarın hazır.", "Öyleyse araç ayarlıyorum.", "Saat 9'da depodayım."]
    expect(stream(reader)).to_have_text(every, timeout=SOON)
    enter(writer, thread)
    expect(stream(writer)).to_have_text(every)
    expect(waiting(writer)).to_have_count(0)
    assert said_in(thread) == every


def test_a_message_stands_there_before_the_server_answers_and_does_not_jump(browse, elif_):
    thread = group_of(elif_)
    page = enter(browse(elif_), thread)
    held: list[Route] = []
    page.route("**/gonder/", lambda route: held.append(route))
    for number, words in enumerate(("Not: bankayı ara\nve postayı al", "Bir de pul")):  # the second goes on the first
        write(page, words)
        expect(waiting(page)).to_contain_text("gönderiliyor")
        before = waiting(page).locator(".bubble-body").bounding_box()
        held[number].continue_()
        expect(stream(page)).to_have_count(number + 1, timeout=SOON)
        expect(waiting(page)).to_have_count(0)
        after = page.locator("[data-talk-stream] .bubble-body").last.bounding_box()
        assert before
        assert after
        assert abs(before["x"] + before["width"] - after["x"] - after["width"]) < 1
        assert abs(before["y"] - after["y"]) < 2
        expect(page.locator(FIELD)).to_be_focused()


def test_what_is_refused_stays_with_its_reason(cut_lines, elif_):
    thread = group_of(elif_)
    page = enter(cut_lines(elif_), thread)
    refusal = {"errors": ["Bir ileti en çok 10.000 karakter olabilir."]}
    page.route("**/gonder/", lambda route: route.fulfill(status=422, json=refusal))
    with page.expect_response("**/taslak/"):
        page.locator(FIELD).press_sequentially("Çok uzun")
    with page.expect_response("**/taslak/"):  # the draft ends, whatever becomes of the message
        page.locator(FIELD).press("Control+Enter")
    expect(waiting(page)).to_contain_text("en çok 10.000 karakter")
    page.reload()
    expect(waiting(page)).to_contain_text("en çok 10.000 karakter")
    expect(page.locator(FIELD)).to_have_value("")
    page.unroute("**/gonder/")
    waiting(page).get_by_role("button", name="Düzenle").click()
    expect(page.locator(FIELD)).to_have_value("Çok uzun")
    expect(waiting(page)).to_have_count(0)
    write(page, "Kısa")
    expect(stream(page)).to_have_text(["Kısa"], timeout=SOON)
    assert said_in(thread) == ["Kısa"]


def test_the_keyboard_alone_is_enough(browse, elif_, baran):
    first, second = make_direct(elif_, baran), group_of(elif_, baran)
    make_message(first, "Merhaba", baran)
    page = opened(browse(elif_), "/mesajlar/")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first.get_absolute_url()}")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("Sana da")
    page.keyboard.press("Enter")
    page.keyboard.type("merhaba @Bar")
    page.get_by_role("option", name="Baran Okur").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(stream(page).last).to_have_text(re.compile("Sana da\\s*merhaba @Baran Okur"), timeout=SOON)
    page.keyboard.press("ArrowUp")
    field = page.get_by_role("dialog").get_by_label("İleti")
    expect(field).to_be_focused()
    field.fill("Sana da merhaba")
    page.keyboard.press("Control+Enter")
    expect(stream(page).last).to_have_text("Sana da merhaba", timeout=SOON)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert said_in(first) == ["Merhaba", "Sana da merhaba"]
    assert said_in(second) == []


def test_enter_sends_where_one_chose_so_on_all_devices(browse, elif_):
    thread = group_of(elif_)
    page, other = enter(browse(elif_), thread), enter(browse(elif_), thread)
    page.locator("[data-enter-toggle]").click()
    expect(other.locator("[data-enter-toggle]")).to_have_text("Enter gönderir", timeout=SOON)
    other.locator(FIELD).fill("İlk satır")
    other.locator(FIELD).press("Shift+Enter")
    other.keyboard.type("ikinci satır")
    other.keyboard.press("Enter")
    expect(stream(page)).to_have_text(re.compile("İlk satır\\s*ikinci satır"), timeout=SOON)
    elif_.refresh_from_db()
    assert elif_.enter_key == "send"


def test_whoever_is_taken_out_keeps_what_they_typed(browse, elif_, baran):
    browse.expect("status of 403")  # what was read is told a moment too late
    thread = group_of(elif_, baran)
    make_message(thread, "Hoş geldin", elif_)
    page = enter(browse(baran), thread)
    page.locator(FIELD).press_sequentially("Yarım kalan söz")
    services.remove_member(thread=thread, user=baran, by=elif_)
    expect(page.locator("[data-talk-over]")).to_contain_text("artık size açık değil", timeout=SOON)
    expect(page.locator(FIELD)).to_have_count(0)
    expect(page.locator("#talk-kept")).to_have_value("Yarım kalan söz")
    expect(page.locator(".toast")).to_have_count(0)


def test_a_draft_goes_from_one_device_to_the_other(cut_lines, elif_):
    thread = group_of(elif_)
    desk, phone = enter(cut_lines(elif_), thread), enter(cut_lines(elif_), thread)
    with desk.expect_response(lambda answer: answer.request.method == "POST" and "/taslak/" in answer.url):
        desk.locator(FIELD).press_sequentially("Masada başladım")
    look(phone)
    expect(phone.locator(FIELD)).to_have_value("Masada başladım", timeout=SOON)

    phone.context.set_offline(True)
    phone.locator(FIELD).fill("Yolda başka bir şey yazdım")
    with desk.expect_response(lambda answer: answer.request.method == "POST" and "/taslak/" in answer.url):
        desk.locator(FIELD).fill("Masada sürdürdüm")
    phone.context.set_offline(False)
    left = phone.locator(".is-left")
    expect(left).to_contain_text("Yolda başka bir şey yazdım", timeout=SOON)
    expect(phone.locator(FIELD)).to_have_value("Masada sürdürdüm")
    left.get_by_role("button", name="Yazıya ekle").click()
    expect(phone.locator(FIELD)).to_have_value("Masada sürdürdüm\n\nYolda başka bir şey yazdım")
    phone.locator(FIELD).press("Control+Enter")
    expect(stream(desk)).to_have_count(1, timeout=SOON)
    look(desk)
    expect(desk.locator(FIELD)).to_have_value("", timeout=SOON)
    desk.reload()
    expect(desk.locator(FIELD)).to_have_value("")
    expect(desk.locator(".is-left")).to_have_count(0)


def look(page: Page) -> None:
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_files_go_ahead_of_their_message(browse, elif_):
    thread = group_of(elif_)
    page = enter(browse(elif_), thread)
    name = "cok-uzun-adli-bir-dagitim-listesi-2026-aralik.pdf"
    page.locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bir"},
            {"name": "iki.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 iki"},
        ]
    )
    lines = page.locator(".composer-file-line")
    expect(page.locator(".composer-file-line.is-done")).to_have_count(2, timeout=SOON)
    expect(lines.first.locator(".composer-file-name")).to_have_text(
        re.compile(r"^cok-uzun.*…2026-aralik\.pdf$|^cok.*…")
    )
    page.evaluate(
        """() => {
            const big = new DataTransfer();
            big.items.add(new File([new Uint8Array(31 * 1024 * 1024)], "film.mp4"));
            document.querySelector("#composer-text").dispatchEvent(
              new ClipboardEvent("paste", { clipboardData: big, bubbles: true, cancelable: true }));
        }"""
    )
    expect(lines.last).to_contain_text("30 MB sınırını aşıyor")
    lines.last.get_by_role("button", name="Dosyayı kaldır").click()
    page.evaluate(
        """() => {
            const dropped = new DataTransfer();
            dropped.items.add(new File(["Koli: 42"], "koli.txt", { type: "text/plain" }));
            const drop = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
            document.querySelector("[data-talk-flow]").dispatchEvent(drop);
        }"""
    )
    expect(page.locator(".composer-file-line.is-done")).to_have_count(3, timeout=SOON)
    for _ in range(2):
        lines.nth(1).get_by_role("button", name="Dosyayı kaldır").click()
    expect(lines).to_have_count(1)
    page.reload()
    expect(page.locator(".composer-file-line.is-done")).to_have_count(1)  # also after a reload
    write(page, "Liste ekte")
    sent = page.locator("[data-talk-stream] .bubble", has_text="Liste ekte")
    expect(sent.get_by_title(name)).to_be_visible(timeout=SOON)
    expect(lines).to_have_count(0)
    assert [file.name for file in Attachment.objects.filter(message__isnull=False)] == [name]


def test_a_file_that_is_chosen_before_the_scripts_are_there_goes_along(browse, elif_):
    thread = group_of(elif_)
    page = browse(elif_)
    held: list[Route] = []
    page.route(re.compile(r"/js/messages/thread(\.\w+)?\.js$"), lambda route: held.append(route))
    page.goto(thread.get_absolute_url())
    page.locator("input[type=file]").set_input_files(
        {"name": "liste.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bir"}
    )
    held[0].continue_()
    expect(page.locator(".composer-file-line.is-done")).to_have_count(1, timeout=SOON)
    write(page, "Liste ekte")
    expect(stream(page)).to_have_text(["Liste ekte"], timeout=SOON)
    assert [file.name for file in Attachment.objects.filter(message__isnull=False)] == ["liste.pdf"]


def test_two_tabs_without_locks_say_each_message_once(cut_lines, line, elif_):
    thread = group_of(elif_)
    page = cut_lines(elif_, base_url=line.address)  # a browser that no other test gets
    page.context.add_init_script(
        "Object.defineProperty(navigator, 'locks', {value: undefined}); delete Crypto.prototype.randomUUID"
    )
    enter(page, thread)
    other = enter(page.context.new_page(), thread)
    page.context.route("**/gonder/", lambda route: route.abort())
    write(page, "Bir")
    write(other, "İki")
    expect(waiting(page)).to_have_count(2)
    page.context.unroute("**/gonder/")
    for tab in (page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    expect(stream(page)).to_have_text(["Bir", "İki"], timeout=SOON)
    expect(waiting(other)).to_have_count(0)
    assert said_in(thread) == ["Bir", "İki"]


def test_without_scripts_the_form_sends_words_and_files(browse, elif_):
    thread = group_of(elif_)
    page = browse(elif_, java_script_enabled=False)
    page.goto(thread.get_absolute_url())
    page.locator(FIELD).fill("Liste ekte")
    page.locator("input[type=file]").set_input_files(
        {"name": "liste.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bir"}
    )
    page.get_by_role("button", name="Gönder", exact=True).click()
    sent = page.locator(".bubble", has_text="Liste ekte")
    expect(sent).to_contain_text("liste.pdf")
    assert said_in(thread) == ["Liste ekte"]
    sent.hover()
    sent.locator("summary").click()
    sent.get_by_role("link", name="Sil").click()
    page.get_by_role("button", name="Sil", exact=True).click()
    expect(page.locator(".bubble").last).to_contain_text("Bu ileti silindi")


def test_a_thread_is_accessible_and_fits(cut_lines, accessible, elif_, baran):
    thread = group_of(elif_, baran)
    asked = make_message(thread, "Kelime" * 40, baran)
    make_message(thread, "Yanıt", elif_, reply_to=asked)
    services.delete_message(message=make_message(thread, "Yanlış", elif_), by=elif_)
    page = enter(cut_lines(elif_), thread)
    page.route("**/gonder/", lambda route: route.fulfill(status=422, json={"errors": ["Bir hata"]}))
    write(page, "Reddedilen")
    expect(waiting(page)).to_contain_text("Bir hata")
    page.route("**/gonder/", lambda route: route.abort())
    write(page, "Bekleyen")
    expect(waiting(page).last).to_contain_text("bağlantı bekliyor")
    page.locator(f"#ileti-{asked.number} [data-quote]").dispatch_event("click")
    expect(page.locator(".composer-note")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "liste.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bir"}
    )
    expect(page.locator(".composer-file-line.is-done")).to_be_visible(timeout=SOON)
    looks_well(page, accessible)
    for address in ("/mesajlar/", "/mesajlar/?durum=arsiv", "/mesajlar/yeni/"):
        opened(page, address)
        looks_well(page, accessible)


def looks_well(page: Page, accessible: Callable[..., None]) -> None:
    for scheme, width, height in (("light", 1366, 768), ("dark", 390, 844), ("light", 1024, 768)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(TWO_FRAMES)
        accessible(page)
        assert not overflows(page)
