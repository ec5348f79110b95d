"""A whole meeting between two people: called, answered, quorate, written by both, voted on, decided, done, printed."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from meetings.models import Decision, Meeting, MinuteDraft
from tests.factories import make_user
from tests.meetings.pdf_words import words_of

from .test_two_people import never_left, opened

SOON = 6000  # milliseconds: a change goes from one person's form to the other one's page


def part(page: Page, name: str) -> Locator:
    return page.locator(f"[data-live={name}]")


def shows(place: Locator, text: str) -> None:
    expect(place).to_contain_text(text, timeout=SOON)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def call(page: Page, guest: str) -> Meeting:
    """Call a meeting of two points for in two days."""
    opened(page, "/is/toplantilar/yeni/")
    page.get_by_label(re.compile("^Başlık")).fill("Aralık yönetim kurulu")
    start = timezone.localtime(timezone.now() + timedelta(days=2)).replace(hour=18, minute=30)
    page.get_by_label(re.compile("^Başlangıç")).fill(f"{start:%d.%m.%Y %H:%M}")
    page.get_by_label(re.compile("^Bitiş")).fill(f"{start + timedelta(hours=1):%d.%m.%Y %H:%M}")
    page.get_by_label("Yer", exact=True).fill("Dernek merkezi")
    page.get_by_label(guest).check()
    page.get_by_label("Gündem").fill("Kış yardımları\nBütçe")
    press(page, "Kaydet")
    page.wait_for_url("**/is/toplantilar/*/")
    return Meeting.objects.get()


def write(page: Page, place: int, text: str) -> Page:
    """Type the minutes of a point in a tab of their own, and leave it open."""
    tab = page.context.new_page()
    item = Meeting.objects.get().agenda.all()[place]
    opened(tab, f"/is/gundem/{item.pk}/tutanak/")
    tab.get_by_label("Tutanak").press_sequentially(text)
    return tab


def save(tab: Page, *, leads_to: str) -> None:
    press(tab, "Kaydet")
    tab.wait_for_url(leads_to)
    tab.close()


def test_two_people_hold_a_meeting_from_its_call_to_its_papers(browse):
    clerk, member = make_user("staff", full_name="Elif Yazman"), make_user("board", full_name="Baran Başkan")
    writes, sits = browse(clerk), browse(member)
    opened(sits, "/is/toplantilar/davetlerim/")
    meeting = call(writes, "Baran Başkan")
    shows(part(sits, "invitations"), "Aralık yönetim kurulu")
    opened(writes, meeting.get_absolute_url())
    press(sits, "Katılacağım")
    shows(part(writes, "people"), "Katılacak")

    opened(sits, meeting.get_absolute_url())
    press(writes, "Toplantıyı başlat")
    shows(part(sits, "summary"), "Devam ediyor")
    shows(part(sits, "quorum"), "Yeter sayı yok")
    opened(writes, meeting.get_absolute_url())
    for person in ("Baran Başkan", "Elif Yazman"):
        writes.get_by_role("button", name=f"Katıldı olarak işaretle: {person}").click()
        expect(part(writes, "people")).to_contain_text("Katıldı", timeout=SOON)
    shows(part(sits, "quorum"), "Yeter sayı var")

    first, second = write(writes, 0, "Kömür alınması görüşüldü."), write(sits, 1, "Bütçe okundu.")
    for page in (writes, sits):
        shows(part(page, "agenda"), "Elif Yazman yazıyor:")
        shows(part(page, "agenda"), "Kömür alınması görüşüldü.")
        shows(part(page, "agenda"), "Bütçe okundu.")
    assert MinuteDraft.objects.count() == 2
    for tab in (first, second):
        save(tab, leads_to="**/is/toplantilar/**")
    for page in (writes, sits):
        expect(part(page, "agenda")).not_to_contain_text("yazıyor:", timeout=SOON)
        shows(part(page, "agenda"), "Bütçe okundu.")

    tab = writes.context.new_page()
    opened(tab, f"/is/toplantilar/{meeting.pk}/karar/")
    tab.get_by_role("textbox", name=re.compile("^Konu")).fill("Kış yardımları")
    tab.get_by_label("Karar metni").fill("200 haneye kömür dağıtılmasına karar verildi.")
    save(tab, leads_to="**/is/toplantilar/**")
    decision = Decision.objects.get()
    assert decision.number == 1
    shows(part(sits, "decisions"), f"{decision.mark} Kış yardımları")

    opened(sits, decision.get_absolute_url())
    tab = writes.context.new_page()
    opened(tab, f"/is/kararlar/{decision.pk}/oylar/")
    tab.get_by_label("Elif Yazman", exact=True).select_option(label="Kabul")
    tab.get_by_label("Baran Başkan", exact=True).select_option(label="Ret")
    tab.get_by_label("Baran Başkan: muhalefet şerhi").fill("Bütçe yetmez.")
    save(tab, leads_to=f"**/is/kararlar/{decision.pk}/")
    shows(part(sits, "votes"), "Bütçe yetmez.")

    tab = writes.context.new_page()
    opened(tab, f"/is/toplantilar/{meeting.pk}/aksiyon/?karar={decision.pk}")
    tab.get_by_label("Yapılacak iş").fill("Teklif topla")
    tab.get_by_label("Sorumlu").select_option(label="Baran Başkan")
    press(tab, "Aç")
    tab.wait_for_url("**/is/**")
    tab.close()
    shows(part(sits, "actions-taken"), "Teklif topla")
    assert never_left(sits)
    sits.get_by_role("link", name="Teklif topla").click()
    press(sits, "Hazır")
    shows(part(writes, "actions-taken"), "1 aksiyondan 1 tanesi hazır")

    press(writes, "Toplantıyı bitir")
    shows(part(writes, "summary"), "Tamamlandı")
    minutes = words_of(sits.request.get(f"/is/toplantilar/{meeting.pk}/pdf/tutanak/").body())
    for words in ("Kömür alınması görüşüldü.", "Bütçe okundu.", "200 haneye kömür", "katılan 2"):
        assert words in minutes
    paper = words_of(sits.request.get(f"/is/kararlar/{decision.pk}/pdf/").body())
    assert "Muhalefet şerhi, Baran Başkan: Bütçe yetmez." in paper
