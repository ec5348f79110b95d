"""What the tests of messages do in a browser, as people do it."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from messaging import services
from messaging.models import Message, Thread

from .test_two_people import opened

SOON = 8_000  # milliseconds: the browser comes back at a random moment
FIELD = "#composer-text"


def enter(page: Page, thread: Thread) -> Page:
    """Open a thread and wait until its scripts are there."""
    opened(page, thread.get_absolute_url())
    expect(page.locator("[data-enter-toggle]")).to_be_visible()
    return page


def write(page: Page, text: str) -> None:
    page.locator(FIELD).fill(text)
    page.locator(FIELD).press("Control+Enter")


def stream(page: Page) -> Locator:
    return page.locator("[data-talk-stream] .bubble-text")


def waiting(page: Page) -> Locator:
    return page.locator("[data-pending] .bubble")


def said_in(thread: Thread) -> list[str]:
    """Return the words of a thread as the database has them."""
    return [message.text for message in Message.objects.filter(thread=thread, kind="person").order_by("number")]


def group_of(*people: Any) -> Thread:
    first, *others = people
    return services.open_group(title="Kış yardımı", members=others, by=first)
