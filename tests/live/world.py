"""A small world in memory that drives real hubs: its database, its processes and their browser tabs."""

import asyncio
import json
import selectors
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

from kafkasder.live.conf import LiveSettings
from kafkasder.live.hub import Hub
from kafkasder.live.messages import Message
from kafkasder.live.mixed import either
from kafkasder.live.pages import Fragment, Fragments, PageKey
from kafkasder.live.runs import Outcome, viewers_of
from kafkasder.live.standing import Standing
from kafkasder.live.topics import Topics
from kafkasder.live.watched import FRESH, Watch

from .bench import patched

T = TypeVar("T")

TABLES = ("apples", "pears")
RIGHTS = "rights"
MANY = 1000  # more than a test writes
CIRCLE, POWERS = "/circle/1/", "/powers/"
URLS = {"/people/": TABLES, POWERS: TABLES[:1], "/mine/": TABLES[1:], "/sometimes/": TABLES, CIRCLE: TABLES}
PEOPLE = ("ayşe", "baran", "ceren")

SOME = st.integers(0, 5)  # of those that there are, see `one_of`


def one_of(things: Sequence[T], number: int) -> T:
    return things[number % len(things)]


@dataclass
class World:
    """The database: versions of two tables, and who may see the secret half of them."""

    versions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    trusted: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PEOPLE, True))
    signed_in: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PEOPLE, True))

    inside: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PEOPLE, True))  # of the circle
    has_powers: bool = True  # there is a page of them

    had_none: bool = False  # there was no page of powers at some time
    left: set[str] = field(default_factory=set)  # who was signed out at some time
    shut_out: set[str] = field(default_factory=set)  # who was not of the circle at some time

    def sign_out_or_in(self, person: str) -> None:
        self.signed_in[person] = not self.signed_in[person]
        self.left.add(person)

    def let_out_or_in(self, person: str) -> None:
        self.inside[person] = not self.inside[person]
        self.shut_out.add(person)

    def remove_or_restore_powers(self) -> None:
        self.has_powers = not self.has_powers
        self.had_none = True

    def is_there(self, url: str, person: str) -> bool:
        """Whether somebody has such a page."""
        return {CIRCLE: self.inside[person], POWERS: self.has_powers}.get(url, True)

    def copy(self) -> "World":
        facts = (dict(each) for each in (self.versions, self.trusted, self.signed_in, self.inside))
        return World(*facts, self.has_powers)

    def standings(self) -> dict[str, Standing]:
        verbs = {True: frozenset({"see"}), False: frozenset[str]()}
        return {
            person: Standing(number, "tr", verbs[self.trusted[person]])
            for number, person in enumerate(PEOPLE, start=1)
            if self.signed_in[person]
        }

    def html(self, url: str, person: str) -> dict[str, str]:
        """What a fresh load shows; `/mine/` is not shared, and `/sometimes/` reads the pears at even apples only.

        The apples of the circle tell each person something of their own at some versions, and the first one always.
        """
        whose = person if url == "/mine/" else ""
        if url == CIRCLE and (person == PEOPLE[0] or self.versions["apples"] % 3 == 0):
            secret = "secret" if self.trusted[person] else "public"
            apples = fragment_html(self.versions["apples"], secret, person)
            return {"apples": apples, "pears": fragment_html(self.versions["pears"], secret, "")}
        secret = "secret" if self.trusted[person] else "public"
        if url == "/sometimes/":
            pears = self.versions["pears"] if "pears" in self.read(url) else 0
            return {"fruit": fragment_html(self.versions["apples"] * MANY + pears, secret, whose)}
        return {table: fragment_html(self.versions[table], secret, whose) for table in URLS[url]}

    def loaded(self, url: str, person: str) -> dict[str, str]:
        """What a fresh load brings: nothing to whom the page is not shown."""
        return self.html(url, person) if self.is_there(url, person) else {}

    def drawn(self, url: str, viewer: str) -> Fragments:
        """What one render brings for all who share the page with `viewer`."""
        html = self.html(url, viewer)
        if url == CIRCLE:
            secret = "secret" if self.trusted[viewer] else "public"
            mixed = fragment_html(self.versions["apples"], secret, "")
            for number, person in enumerate(PEOPLE, start=1):
                if whose := facts_in(self.html(url, person)["apples"])[2]:
                    mixed = mixed.replace("</li>", either([number], whose, "") + "</li>", 1)
            html["apples"] = mixed
        return fragments_of(html)

    def read(self, url: str) -> tuple[str, ...]:
        """The tables that a load reads."""
        return TABLES[:1] if url == "/sometimes/" and self.versions["apples"] % 2 else URLS[url]


def fragment_html(version: int, *facts: str) -> str:
    """A list of four rows, one of which changes with each version; the first one holds the facts."""
    rows = [
        f"<li>row {number}, long enough to be sent only when it changed: {version - (version - number) % 4}</li>"
        for number in range(4)
    ]
    return "".join([f"<li>{version}|{'|'.join(facts)}</li>", *rows])


def facts_in(html: str) -> list[str]:
    return html.removeprefix("<li>").split("</li>")[0].split("|")


def fragments_of(html: dict[str, str]) -> Fragments:
    return {name: Fragment.of(text) for name, text in html.items()}


class Tab:
    """A browser tab that keeps what it was sent, and complains of what it must not be sent."""

    def __init__(self, process: "Process", person: str) -> None:
        self.process = process
        self.person = self.session_key = person
        self.user_id = PEOPLE.index(person) + 1
        self.watches: dict[int, Watch] = {}
        self.shown: dict[int, dict[str, str]] = {}
        self.is_slow = False
        self.closed = False
        self.gone: set[int] = set()
        self.unacked: list[int] = []

    def send_at_once(self, message: Message) -> bool:
        """Every other person's server has a short way to the socket."""
        if self.closed or self.user_id % 2:
            return False
        self._hear(json.loads(message.text))
        return True

    async def send(self, message: Message) -> None:
        await self.tell(json.loads(message.text))

    async def end(self, code: int) -> None:
        if code != 4001 or self.person not in self.process.world.left:
            self.process.errors.append(AssertionError(f"{self.person} is signed out with {code}"))
        self.closed = True
        self.process.hub.leave(self)

    async def tell(self, message: dict[str, Any]) -> None:
        self._hear(message)
        await asyncio.sleep(0)  # a line takes its time, in which the hub hears others

    def _hear(self, message: dict[str, Any]) -> None:
        if message["op"] == "gone":
            self.gone.add(message["id"])
        if self.closed or message["op"] != "update":
            return
        number = message["id"]
        try:
            assert number not in self.unacked, "a second update before the first was acknowledged"
            self._take(number, {name: self._whole(number, name, part) for name, part in message["parts"].items()})
        except AssertionError as error:
            self.process.errors.append(error)  # the hub would take it for a failure of the page
        self.unacked.append(number)
        if not self.is_slow:
            self.process.loop.call_soon(self.process.begin, self.ack())

    def _whole(self, number: int, name: str, part: dict[str, Any]) -> str:
        shown = self.shown[number].get(name, "")
        assert part.get("of") in (None, Fragment.of(shown).digest), "a patch of something else than the tab shows"
        return patched(shown, part)

    def _take(self, number: int, parts: dict[str, str]) -> None:
        page = self.watches[number].page
        assert page is not None
        rendered = self.process.rendered[page.key]
        assert self.process.loop.time() - self.process.rendered_at[page.key] <= FRESH, (
            "nobody asked lately who may see it"
        )
        for name, html in parts.items():
            version, secret, whose = facts_in(html)
            assert whose in ("", self.person), "somebody else's page"
            assert secret == ("secret" if rendered.trusted[self.person] else "public"), "not this person's to see"
            assert rendered.signed_in[self.person]
            assert rendered.is_there(page.key.url, self.person), "not of the circle, or of a page that is gone"
            assert int(version) >= self.version(number, name), "the tab is set back"
        self.shown[number].update(parts)

    def version(self, number: int, name: str) -> int:
        return int(facts_in(self.shown[number][name])[0]) if name in self.shown[number] else 0

    async def watch(self, number: int, url: str) -> None:
        digests = {name: Fragment.of(html).digest for name, html in self.shown[number].items()}
        hub, world = self.process.hub, self.process.world
        if former := self.watches.get(number):
            hub.drop(former)
        self.unacked.clear()
        self.gone.discard(number)
        watch = self.watches[number] = Watch(self, number, url, "tr", digests)
        await hub.watch(watch, world.standings().get(self.person) or Standing(self.user_id, "tr", frozenset()))

    async def depart(self) -> None:
        self.closed = True
        self.process.hub.leave(self)

    async def move_to(self, process: "Process") -> None:
        """The line was cut; the tab comes back with what it shows, to whichever process answers."""
        watches = dict(self.watches)
        self.process.hub.leave(self)
        self.process = process
        assert process.hub.enter(self)
        for number, watch in watches.items():
            await self.watch(number, watch.url)

    async def ack(self) -> None:
        while self.unacked and not self.closed:
            if watch := self.watches.get(self.unacked.pop()):
                await watch.acked()


class Process:
    """A real hub whose renders see the world of this test; they wait or fail as they are told."""

    def __init__(self, world: World, loop: asyncio.AbstractEventLoop, errors: list[BaseException]) -> None:
        self.world = world
        self.loop = loop
        self.errors = errors
        self.rendered: dict[PageKey, World] = {}  # the moment that each page's last render saw
        self.rendered_at: dict[PageKey, float] = {}
        self.held: list[asyncio.Future[None]] = []
        self.is_slow = False
        self.failures = 0
        self.hub: Hub

    async def open(self, settings: LiveSettings) -> None:
        self.hub = Hub()
        self.hub.settings = settings
        self.hub.in_thread = self.render  # type: ignore[method-assign,assignment]

    def begin(self, work: Any) -> None:
        task = self.loop.create_task(work)
        task.add_done_callback(lambda done: done.exception() and self.errors.append(done.exception()))

    async def render(self, work: Callable[..., Any], key: PageKey, sessions: set[str]) -> Outcome:
        """What `run_page` does, in the world of this test: it sees the moment at which it begins."""
        moment = self.world.copy()
        if self.is_slow:
            gate = self.loop.create_future()
            self.held.append(gate)
            await gate
        if self.failures:
            self.failures -= 1
            raise RuntimeError("storm")
        standings = {session: each for session, each in moment.standings().items() if session in sessions}
        viewers = viewers_of(key, standings)
        outside = frozenset(each for each in viewers if key.url == CIRCLE and not moment.inside[each])
        viewers = {session: each for session, each in viewers.items() if session not in outside}
        outcome = Outcome(standings, viewers, Topics(dict.fromkeys((*moment.read(key.url), RIGHTS))))
        outcome.outside = outside
        if viewers and key.url == POWERS and not moment.has_powers:
            outcome.gone = "missing"
        elif viewers:
            outcome.fragments = moment.drawn(key.url, next(iter(viewers)))
        self.rendered[key], self.rendered_at[key] = moment, self.loop.time()
        return outcome

    def let_go(self) -> None:
        """End the renders that wait."""
        for gate in self.held:
            gate.done() or gate.set_result(None)
        self.held.clear()


async def settle(processes: Iterable[Process], tabs: Iterable[Tab]) -> None:
    """Let renders end and tabs acknowledge until there is nothing left to do."""
    async with asyncio.timeout(60):
        while any(process.held or process.hub.is_busy for process in processes) or any(
            tab.unacked and not tab.closed for tab in tabs
        ):
            for process in processes:
                process.let_go()
            for tab in tabs:
                await tab.ack()
            await asyncio.sleep(0.001)


class QuickLoop(asyncio.SelectorEventLoop):
    """An event loop that waits for nothing: when all are asleep, its clock is at once where the first one wakes."""

    def __init__(self, errors: list[BaseException]) -> None:
        self._clock = LeapingSelector()
        super().__init__(self._clock)
        self.set_exception_handler(lambda loop, context: errors.append(context["exception"]))

    def time(self) -> float:
        return self._clock.now

    def run_and_turn(self, work: Awaitable[Any]) -> Any:
        """Do some work, and let what it sets off go as far as it goes without the clock."""

        async def then_turn() -> Any:
            result = await work
            for _ in range(30):
                await asyncio.sleep(0)
            return result

        return self.run_until_complete(then_turn())


class LeapingSelector(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "all wait, and nobody for the clock"
            self.now += max(timeout, 0.0)
        return ready
