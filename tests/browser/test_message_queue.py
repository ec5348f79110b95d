"""Whatever happens to the line, the tab and the server while somebody writes: each message is said once, in order."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route, expect

from messaging.models import Thread
from tests.factories import make_user

from .talking import FIELD, group_of, said_in, stream, waiting, write

EXAMPLES = 15
SECONDS = 45  # a slow machine tries fewer

_STEPS = st.lists(
    st.sampled_from(["say", "say", "cut", "lose", "fail", "reload", "second tab", "back"]), min_size=3, max_size=9
)
_ALL_THERE = """(person) => Object.keys(localStorage).every((key) =>
    !key.startsWith(`unsent:${person}:`) || JSON.parse(localStorage[key]).state === "sent")"""


class Line:
    """What becomes of messages on their way: nothing, lost before the server, lost after it, or met by its fault."""

    def __init__(self) -> None:
        self.state = "back"

    def __call__(self, route: Route) -> None:
        if self.state == "cut":
            route.abort()
        elif self.state == "lose":
            route.fetch()
            route.abort()
        elif self.state == "fail":
            route.fulfill(status=500)
        else:
            route.continue_()


class Writer:
    """Somebody with one tab or two on a thread."""

    def __init__(self, page: Page, thread: Thread, line: Line) -> None:
        self.tabs, self.thread, self.line = [page], thread, line
        self.said: list[str] = []
        self._go(page)

    def step(self, step: str) -> None:
        if step == "say":
            self.said.append(f"{len(self.said) + 1}. ileti")
            write(self.tabs[-1], self.said[-1])
        elif step == "reload":
            self.tabs[-1].reload()
            self._is_ready(self.tabs[-1])
        elif step == "second tab":
            self._other_tab()
        else:
            self.line.state = step
            if step == "back":
                self._line_is_back()

    def end(self) -> None:
        self.step("back")
        page = self.tabs[0]
        page.bring_to_front()
        page.wait_for_function(_ALL_THERE, arg=str(self.thread.created_by_id))
        expect(stream(page)).to_have_text(self.said)
        expect(waiting(page)).to_have_count(0)
        for tab in self.tabs[1:]:
            tab.close()

    def _other_tab(self) -> None:
        if len(self.tabs) > 1:
            self.tabs.pop().close()
            return
        self.tabs.append(self.tabs[0].context.new_page())
        self._go(self.tabs[-1])

    def _line_is_back(self) -> None:
        for tab in self.tabs:
            tab.evaluate("dispatchEvent(new Event('online'))")

    def _go(self, page: Page) -> None:
        page.goto(self.thread.get_absolute_url())
        self._is_ready(page)

    def _is_ready(self, page: Page) -> None:
        expect(page.locator("[data-enter-toggle]")).to_be_visible()
        expect(page.locator(FIELD)).to_be_enabled()


def test_each_message_is_said_once_and_in_its_order(browse):
    browse.expect("net::ERR_FAILED", "status of 500")
    writer, line = make_user("staff"), Line()
    page = browse(writer)
    page.context.route("**/gonder/", line)
    until = time.monotonic() + SECONDS

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(_STEPS)
    def holds(steps: list[str]) -> None:
        if time.monotonic() > until:
            return
        line.state = "back"
        thread = group_of(writer)
        at_screen = Writer(page, thread, line)
        for step in steps:
            at_screen.step(step)
        at_screen.end()
        assert said_in(thread) == at_screen.said

    holds()
    page.context.unroute("**/gonder/")
