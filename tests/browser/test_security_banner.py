"""The bar of what is suspicious comes and goes on a page that stands open, be it a live one or not."""

from playwright.sync_api import expect

from accounts.models import EventKind, SecurityEvent
from accounts.services.reviews import review_events
from accounts.services.security_events import record_event
from tests.factories import make_user


def test_a_suspicion_appears_above_a_form_and_goes_with_its_review(browse) -> None:
    guard = make_user("admin")
    page = browse(guard)
    page.goto("/hesap/")
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live")
    page.get_by_label("Ad soyad").fill("Yarım kal")
    record_event(EventKind.SUSPICIOUS, user=make_user("staff"), rule="refusals", limit=10)
    bar = page.get_by_role("link", name="1 incelenmemiş şüpheli hareket")
    expect(bar).to_be_visible()
    expect(page.get_by_label("Ad soyad")).to_have_value("Yarım kal")
    review_events(events=SecurityEvent.objects.filter(kind=EventKind.SUSPICIOUS), by=guard)
    expect(bar).to_have_count(0)
