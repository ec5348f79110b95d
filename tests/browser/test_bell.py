"""The bell counts in all tabs at once, opens the latest, and leads to the record."""

from playwright.sync_api import expect

from notifications.services import announcements
from tests.factories import make_user
from tests.notifications.rows import an_announcement


def test_the_bell_counts_in_three_tabs_and_opens_what_was_announced(browse) -> None:
    reader, boss = make_user("staff"), make_user("board")
    first = browse(reader)
    tabs = [first, first.context.new_page(), first.context.new_page()]
    for tab, address in zip(tabs, ("/", "/hesap/", "/bildirimler/"), strict=True):
        tab.goto(address)
        expect(tab.locator("#live-lamp")).to_have_attribute("data-state", "live")
        expect(tab.locator(".bell .bell-count")).to_be_empty()
    row = an_announcement(by=boss, title="Depo sayımı var")
    for tab in tabs:
        expect(tab.locator(".bell .bell-count")).to_contain_text("1")
    expect(tabs[0].get_by_role("link", name="Depo sayımı var")).to_be_visible()
    tabs[1].get_by_title("Bildirimler").click()
    item = tabs[1].get_by_role("button", name="Duyuru: Depo sayımı var")
    expect(item).to_be_visible()
    announcements.save_announcement(announcement=row, by=boss)  # tells nobody twice
    item.click()
    expect(tabs[1]).to_have_url(f"{tabs[1].url.split('/duyurular/')[0]}{row.get_absolute_url()}")
    for tab in tabs:
        expect(tab.locator(".bell .bell-count")).to_be_empty()
