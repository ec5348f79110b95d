"""Any order of writes, lost, repeated and reordered messages, slow and failing renders, slow and returning tabs and
changing permissions ends with every tab showing what a fresh load would show; and on the way nobody is set back or
sent what is not theirs.

The hub is the real one; the database is a small world in memory, the views are a function of it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kafkasder.live.conf import LiveSettings
from kafkasder.live.hub import Hub
from kafkasder.live.pages import Fragment, Fragments, PageKey
from kafkasder.live.standing import Standing
from kafkasder.live.topics import Topics
from kafkasder.live.watched import Outcome, Watch, _viewers

TABLES = ("apples", "pears")
RIGHTS = "rights"
URLS = {"/people/": TABLES, "/powers/": TABLES[:1], "/mine/": TABLES[1:]}  # the last one is not shared
PEOPLE = ("ayşe", "baran", "ceren")


@dataclass
class World:
    """The database: versions of two tables, and who may see the secret half of them."""

    versions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TABLES, 0))
    trusted: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PEOPLE, True))
    signed_in: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PEOPLE, True))

    def copy(self) -> "World":
        return World(dict(self.versions), dict(self.trusted), dict(self.signed_in))

    def standings(self) -> dict[str, Standing]:
        verbs = {True: frozenset({"see"}), False: frozenset[str]()}
        return {
            person: Standing(number, "tr", verbs[self.trusted[person]])
            for number, person in enumerate(PEOPLE, start=1)
            if self.signed_in[person]
        }

    def html(self, url: str, person: str) -> dict[str, str]:
        """What a fresh load shows."""
        whose = person if url == "/mine/" else ""
        secret = "secret" if self.trusted[person] else "public"
        return {table: f"{self.versions[table]} {secret} {whose}" for table in URLS[url]}


def fragments_of(html: dict[str, str]) -> Fragments:
    return {name: Fragment.of(text) for name, text in html.items()}


class Tab:
    """A browser tab that keeps what it was sent, and complains of what it must not be sent."""

    def __init__(self, machine: "LiveMachine", person: str) -> None:
        self.machine = machine
        self.person = self.session_key = person
        self.user_id = PEOPLE.index(person) + 1
        self.watches: dict[int, Watch] = {}
        self.shown: dict[int, dict[str, str]] = {}
        self.is_slow = False
        self.closed = False
        self.gone: set[int] = set()
        self.unacked: list[int] = []

    async def send(self, text: str) -> None:
        await self.tell(json.loads(text))

    async def end(self, code: int) -> None:
        assert code == 4001
        self.closed = True
        self.machine.hub.leave(self)

    async def tell(self, message: dict[str, Any]) -> None:
        if self.closed or message["op"] != "update":
            return
        number = message["id"]
        try:
            assert number not in self.unacked, "a second update before the first was acknowledged"
            self._take(number, {name: part["html"] for name, part in message["parts"].items()})
        except AssertionError as error:
            self.machine.errors.append(error)  # the hub would take it for a failure of the page
        self.unacked.append(number)
        if not self.is_slow:
            self.machine.loop.call_soon(self.machine.begin, self.ack())

    def _take(self, number: int, parts: dict[str, str]) -> None:
        page = self.watches[number].page
        assert page is not None
        rendered = self.machine.rendered[page.key]
        for name, html in parts.items():
            version, secret, whose = html.split(" ")
            assert whose in ("", self.person), "somebody else's page"
            assert secret == ("secret" if rendered.trusted[self.person] else "public"), "not this person's to see"
            assert rendered.signed_in[self.person]
            assert int(version) >= self.version(number, name), "the tab is set back"
        self.shown[number].update(parts)

    def version(self, number: int, name: str) -> int:
        return int(self.shown[number].get(name, "0").split(" ")[0])

    async def ack(self) -> None:
        while self.unacked and not self.closed:
            if watch := self.watches.get(self.unacked.pop()):
                await watch.acked()


class LiveMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.messages: list[Topics] = []
        self.tabs: list[Tab] = []
        self.rendered: dict[PageKey, World] = {}  # the moment that each page's last render saw
        self.held: list[asyncio.Future[None]] = []
        self.is_slow = False
        self.failures = 0
        self.has_lost = False  # a message
        self.errors: list[BaseException] = []
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda loop, context: self.errors.append(context["exception"]))
        self.hub = self.run(self.open_hub())

    async def open_hub(self) -> Hub:
        hub = Hub()
        hub.settings = LiveSettings(gather=0, quiet=3600, retry_first=0.001, retry_last=0.001)
        hub.in_thread = self.render  # type: ignore[method-assign,assignment]
        return hub

    def teardown(self) -> None:
        try:
            self.all_is_well_in_the_end()
        finally:
            self.run(self.hub.stop())
            self.loop.close()

    # The machinery

    def run(self, work: Awaitable[Any]) -> Any:
        async def then_turn() -> Any:
            result = await work
            for _ in range(30):
                await asyncio.sleep(0)
            return result

        return self.loop.run_until_complete(then_turn())

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
        viewers = _viewers(key, standings)
        outcome = Outcome(standings, viewers, Topics(dict.fromkeys((*URLS[key.url], RIGHTS))))
        if viewers:
            outcome.fragments = fragments_of(moment.html(key.url, next(iter(viewers))))
        self.rendered[key] = moment
        return outcome

    # What may happen

    @rule(person=st.sampled_from(PEOPLE), url=st.sampled_from(list(URLS)), loaded=st.booleans(), slow=st.booleans())
    def open_a_tab(self, person: str, url: str, loaded: bool, slow: bool) -> None:
        if not self.world.signed_in[person] or len(self.tabs) >= 6:
            return
        tab = Tab(self, person)
        tab.is_slow = slow
        assert self.hub.enter(tab)
        self.tabs.append(tab)
        tab.shown[1] = self.world.html(url, person) if loaded else {}
        self.run(self.watch(tab, 1, url))

    async def watch(self, tab: Tab, number: int, url: str) -> None:
        digests = {name: Fragment.of(html).digest for name, html in tab.shown[number].items()}
        if former := tab.watches.get(number):
            self.hub.drop(former)
        tab.unacked.clear()
        watch = tab.watches[number] = Watch(tab, number, url, "tr", digests)
        standing = self.world.standings().get(tab.person) or Standing(tab.user_id, "tr", frozenset())
        await self.hub.watch(watch, standing)

    @precondition(lambda self: self.tabs)
    @rule(data=st.data(), reload=st.booleans())
    def come_back(self, data: st.DataObject, reload: bool) -> None:
        """The line was cut, or htmx swapped in what a fresh load shows."""
        tab = data.draw(st.sampled_from(self.tabs))
        if tab.closed or not tab.watches or not self.world.signed_in[tab.person]:
            return
        url = tab.watches[1].url
        if reload:
            tab.shown[1] = self.world.html(url, tab.person)
        self.run(self.watch(tab, 1, url))

    @precondition(lambda self: self.tabs)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        tab = data.draw(st.sampled_from(self.tabs))
        self.tabs.remove(tab)
        if not tab.closed:
            self.run(self.depart(tab))

    async def depart(self, tab: Tab) -> None:
        tab.closed = True
        self.hub.leave(tab)

    @rule(tables=st.sets(st.sampled_from(TABLES), min_size=1))
    def write(self, tables: set[str]) -> None:
        for table in tables:
            self.world.versions[table] += 1
        self.messages.append(Topics(dict.fromkeys(tables)))

    @rule(person=st.sampled_from(PEOPLE))
    def change_rights(self, person: str) -> None:
        self.world.trusted[person] = not self.world.trusted[person]
        self.messages.append(Topics({RIGHTS: None}))

    @rule(person=st.sampled_from(PEOPLE))
    def sign_out(self, person: str) -> None:
        self.world.signed_in[person] = not self.world.signed_in[person]
        self.messages.append(Topics({RIGHTS: None}))

    @precondition(lambda self: self.messages)
    @rule(data=st.data(), fate=st.sampled_from(["deliver", "deliver", "lose", "repeat"]))
    def a_message_meets_its_fate(self, data: st.DataObject, fate: str) -> None:
        index = data.draw(st.integers(0, len(self.messages) - 1))
        change = self.messages[index] if fate == "repeat" else self.messages.pop(index)
        if fate == "lose":
            self.has_lost = True
        else:
            self.hear(change)

    def hear(self, change: Topics) -> None:
        async def hearing() -> None:
            self.hub.hear_change(change)

        self.run(hearing())

    @rule(slow=st.booleans())
    def weather(self, slow: bool) -> None:
        self.is_slow = slow

    @precondition(lambda self: self.held)
    @rule(data=st.data(), fails=st.booleans())
    def a_slow_render_ends(self, data: st.DataObject, fails: bool) -> None:
        gate = self.held.pop(data.draw(st.integers(0, len(self.held) - 1)))
        self.failures = int(fails)
        if not gate.done():
            gate.set_result(None)
        self.run(asyncio.sleep(0.002))
        self.failures = 0

    @precondition(lambda self: any(tab.unacked for tab in self.tabs))
    @rule(data=st.data())
    def a_slow_tab_acknowledges(self, data: st.DataObject) -> None:
        self.run(data.draw(st.sampled_from(self.tabs)).ack())

    # What must hold

    @invariant()
    def nothing_went_wrong(self) -> None:
        if self.errors:
            raise self.errors[0]

    @rule()
    def all_is_well_in_the_end(self) -> None:
        """Without any loss the messages alone must do; after a loss the quiet check heals."""
        self.is_slow = False
        while self.messages:
            self.hear(self.messages.pop())
        self.run(self.settle())
        if self.has_lost:
            self.run(self.quiet_check())
        self.has_lost = False
        self.nothing_went_wrong()
        for tab in self.tabs:
            if not self.world.signed_in[tab.person]:
                assert tab.closed
            elif not tab.closed:
                assert tab.shown[1] == self.world.html(tab.watches[1].url, tab.person)

    async def quiet_check(self) -> None:
        for page in list(self.hub.pages.values()):
            page.make_dirty("quiet")
        await self.settle()

    async def settle(self) -> None:
        """Let renders end and tabs acknowledge until there is nothing left to do."""
        async with asyncio.timeout(5):
            while self.held or self.hub.is_busy or any(tab.unacked and not tab.closed for tab in self.tabs):
                for gate in self.held:
                    gate.done() or gate.set_result(None)
                self.held.clear()
                for tab in self.tabs:
                    await tab.ack()
                await asyncio.sleep(0.001)


TestLive = LiveMachine.TestCase
TestLive.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
