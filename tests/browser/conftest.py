"""The bench of browser journeys: the panel's own server on the test database, a real Redis, a real browser.

Run it apart from the other tests: `pytest tests/browser`. Sync Playwright keeps an event loop running in the main
thread, beside which no async test can run.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from accounts.models import User
from kafkasder.serving.redis import Redis
from tests.factories import make_user
from tests.faults.proxy import Proxy
from tests.panel_server import Server, session_key, wait_until_idle
from tools.browser import ensure_browser

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the loop of sync Playwright is in the thread of the tests

_AXE = {
    "preload": False,  # which would fetch style sheets from wrong addresses
    "resultTypes": ["violations"],  # to describe what is right, too, takes as long again
}
_FRAME = [["#side"], [".topbar"]]  # the menu and the bar above
_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # routing would do, but it switches the cache off
]


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """A Redis that this process and the server share: what a test saves reaches the pages."""
    with Redis() as server:
        layer = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [server.url]}}
        cache = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": server.url}
        with override_settings(CHANNEL_LAYERS={"default": layer}, CACHES={"default": cache}):
            yield server.url


@pytest.fixture(scope="session")
def server(django_db_setup: None, redis: str) -> Iterator[str]:
    """The address of the server that the tests share."""
    server = Server(redis)
    yield server.address
    server.stop()


@pytest.fixture
def serve(django_db_setup: None, redis: str) -> Iterator[Callable[..., Server]]:
    """`serve(REALTIME="off")` starts a further server, which ends with the test."""
    servers: list[Server] = []

    def start(**environment: str) -> Server:
        servers.append(Server(redis, **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_browser(), args=_FLAGS)
        yield browser
        browser.close()


class Contexts:
    """Browsing contexts of the shared server, used again by later tests: a new one fetches every script anew.

    The panel keeps nothing in a browser but cookies and drafts, so without them a context is as good as new.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[BrowserContext]] = {}

    def take(self, options: dict[str, Any]) -> BrowserContext:
        idle = self._idle.get(repr(options))
        return idle.pop() if idle else self._browser.new_context(**options)

    def give_back(self, options: dict[str, Any], context: BrowserContext) -> None:
        for page in context.pages:
            with suppress(PlaywrightError):  # one that is on its way somewhere
                page.evaluate("localStorage.clear()")
            page.close()
        context.set_offline(False)
        context.clear_cookies()
        self._idle.setdefault(repr(options), []).append(context)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    return Contexts(browser)


class Browse:
    """Opens pages, each for a person of its own, and writes down what they and their further tabs complain of."""

    def __init__(self, contexts: Contexts, server: str) -> None:
        self.complaints: list[str] = []
        self._expected: tuple[str, ...] = ()
        self._contexts = contexts
        self._server = server
        self._open: list[tuple[dict[str, Any], BrowserContext]] = []

    def __call__(self, user: User | None = None, **options: Any) -> Page:
        """Open a page, signed in as `user`; `viewport`, `color_scheme` and the like are Playwright's."""
        server = options.get("base_url", self._server)
        common = {"viewport": {"width": 1280, "height": 800}, "locale": "tr-TR", "timezone_id": "Europe/Istanbul"}
        options = {**common, "base_url": server, **options}
        context = self._contexts.take(options)
        self._open.append((options, context))
        if user:
            context.add_cookies([_session_cookie(user, server)])
        context.set_default_timeout(10_000)
        for event, listener in self._listeners.items():
            context.on(event, listener)
        return context.new_page()

    def expect(self, *parts: str) -> None:
        """Let complaints with one of these parts pass, whenever the browser comes round to making them."""
        self._expected += parts

    def close(self) -> None:
        for options, context in self._open:
            for event, listener in self._listeners.items():
                context.remove_listener(event, listener)
            if options["base_url"] == self._server:
                self._contexts.give_back(options, context)
            else:
                context.close()

    @cached_property
    def _listeners(self) -> dict[Any, Callable[[Any], None]]:
        return {
            "request": self._look_where_it_goes,
            "console": self._listen,
            "weberror": lambda error: self.complaints.append(str(error.error)),
        }

    def _listen(self, message: ConsoleMessage) -> None:
        # A form with mistakes is answered with 422, which the browser calls a failure to load.
        expected = any(part in message.text for part in ("status of 422", *self._expected))
        if message.type == "error" and not expected:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def _look_where_it_goes(self, request: Request) -> None:
        servers = {options["base_url"] for options, _context in self._open}
        if not request.url.startswith((*servers, "data:", "blob:")):
            self.complaints.append(f"foreign address {request.url}")


@pytest.fixture
def browse(contexts: Contexts, server: str, serve: Callable[..., Server], transactional_db: None) -> Iterator[Browse]:
    """`browse(user)` opens a page; the test fails in the end if any page complained or reached outside.

    It comes after `serve`, so that the pages close before the servers do and never complain of their end.
    """
    browse = Browse(contexts, server)
    yield browse
    browse.close()
    wait_until_idle()
    assert not browse.complaints, browse.complaints


@pytest.fixture
def line(server: str) -> Iterator[Proxy]:
    """A line to the shared server that a test may break."""
    with Proxy(int(server.rpartition(":")[2])) as line:
        yield line


@pytest.fixture
def cut_lines(browse: Browse) -> Browse:
    """`browse` for tests that cut the line: what browsers say of it is no complaint."""
    browse.expect("WebSocket connection to", "net::ERR_", "status of 500", "status of 404", "status of 409")
    return browse


@pytest.fixture
def elif_() -> User:
    """Somebody who writes."""
    return make_user("staff", full_name="Elif Yazar")


@pytest.fixture
def baran() -> User:
    """Somebody who reads, of another role."""
    return make_user("board", full_name="Baran Okur")


@pytest.fixture
def page(browse: Browse) -> Page:
    """A stranger's page."""
    return browse()


@pytest.fixture
def accessible() -> Callable[..., None]:
    """Assert that axe finds nothing wrong with what a page shows now; `frame=False` leaves out what all pages share."""
    axe = Axe()

    def check(page: Page, *, frame: bool = True) -> None:
        if not page.evaluate("'axe' in window"):  # to read it again takes longer than the look
            page.evaluate(axe.axe_script)
        context = None if frame else {"exclude": _FRAME}
        found = page.evaluate("([context, options]) => axe.run(context ?? document, options)", [context, _AXE])
        results = AxeResults(found)
        assert results.violations_count == 0, results.generate_report()

    return check


def _session_cookie(user: User, server: str) -> dict[str, str]:
    return {"name": settings.SESSION_COOKIE_NAME, "value": session_key(user), "url": server}
