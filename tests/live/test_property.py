"""Any order of writes, lost, repeated and reordered messages, slow and failing renders, slow and returning tabs and
changing permissions ends with every tab showing what a fresh load would show; and on the way nobody is set back or
sent what is not theirs.

The hub is the real one; the database is a small world in memory, the views are a function of it.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kafkasder.live.conf import LiveSettings
from kafkasder.live.topics import Topics
from kafkasder.live.watched import FRESH

from .world import PEOPLE, RIGHTS, SOME, TABLES, URLS, Process, QuickLoop, Tab, World, one_of, settle


class LiveMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.messages: list[Topics] = []
        self.tabs: list[Tab] = []
        self.has_lost = False  # a message
        self.errors: list[BaseException] = []
        self.loop = QuickLoop(self.errors)
        self.process = Process(self.world, self.loop, self.errors)
        self.run(self.process.open(LiveSettings(gather=0, quiet=3600, retry_first=0.001, retry_last=0.001)))

    def teardown(self) -> None:
        try:
            self.all_is_well_in_the_end()
        finally:
            self.run(self.process.hub.stop())
            self.loop.close()

    def run(self, work: Awaitable[Any]) -> Any:
        return self.loop.run_and_turn(work)

    # What may happen

    @initialize(url=st.sampled_from(list(URLS)), slow=st.booleans())
    def two_people_have_it_open(self, url: str, slow: bool) -> None:
        for person in PEOPLE[:2]:
            self.open_a_tab(person, url, loaded=True, slow=slow)

    @rule(person=st.sampled_from(PEOPLE), url=st.sampled_from(list(URLS)), loaded=st.booleans(), slow=st.booleans())
    def open_a_tab(self, person: str, url: str, loaded: bool, slow: bool) -> None:
        if not self.world.signed_in[person] or len(self.tabs) >= 6:
            return
        tab = Tab(self.process, person)
        tab.is_slow = slow
        assert self.process.hub.enter(tab)
        self.tabs.append(tab)
        tab.shown[1] = self.world.loaded(url, person) if loaded else {}
        self.run(tab.watch(1, url))

    @precondition(lambda self: self.tabs)
    @rule(which=SOME, reload=st.booleans())
    def a_tab_comes_back(self, which: int, reload: bool) -> None:
        """The line was cut, or htmx swapped in what a fresh load shows."""
        tab = one_of(self.tabs, which)
        if tab.closed or not tab.watches or not self.world.signed_in[tab.person]:
            return
        url = tab.watches[1].url
        if reload:
            tab.shown[1] = self.world.loaded(url, tab.person)
        self.run(tab.watch(1, url))

    @precondition(lambda self: self.tabs)
    @rule(which=SOME)
    def a_tab_leaves(self, which: int) -> None:
        tab = one_of(self.tabs, which)
        self.tabs.remove(tab)
        if not tab.closed:
            self.run(tab.depart())

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
    def sign_out_or_in(self, person: str) -> None:
        self.world.sign_out_or_in(person)
        self.messages.append(Topics({RIGHTS: None}))

    @rule(person=st.sampled_from(PEOPLE))
    def change_circle(self, person: str) -> None:
        self.world.let_out_or_in(person)
        self.messages.append(Topics({RIGHTS: None}))

    @rule()
    def remove_or_restore_a_page(self) -> None:
        self.world.remove_or_restore_powers()
        self.messages.append(Topics({RIGHTS: None}))

    @precondition(lambda self: self.messages)
    @rule(which=SOME, fate=st.sampled_from(["deliver", "deliver", "lose", "repeat"]))
    def a_message_meets_its_fate(self, which: int, fate: str) -> None:
        index = which % len(self.messages)
        change = self.messages[index] if fate == "repeat" else self.messages.pop(index)
        if fate == "lose":
            self.has_lost = True
        else:
            self.hear(change)

    def hear(self, change: Topics) -> None:
        async def hearing() -> None:
            self.process.hub.hear_change(change)

        self.run(hearing())

    @rule(slow=st.booleans())
    def renders_are_slow(self, slow: bool) -> None:
        self.process.is_slow = slow

    @rule(seconds=st.sampled_from([FRESH / 2, FRESH * 2]))
    def time_passes(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))

    @precondition(lambda self: self.process.held)
    @rule(which=SOME, fails=st.booleans())
    def a_slow_render_ends(self, which: int, fails: bool) -> None:
        gate = self.process.held.pop(which % len(self.process.held))
        self.process.failures = int(fails)
        if not gate.done():
            gate.set_result(None)
        self.run(asyncio.sleep(0.002))
        self.process.failures = 0

    @precondition(lambda self: any(tab.unacked for tab in self.tabs))
    @rule(which=SOME)
    def a_slow_tab_acknowledges(self, which: int) -> None:
        self.run(one_of(self.tabs, which).ack())

    # What must hold

    @invariant()
    def nothing_went_wrong(self) -> None:
        if self.errors:
            raise self.errors[0]

    @invariant()
    def nothing_is_left_of_pages_that_nobody_watches(self) -> None:
        hub = self.process.hub
        assert {page for readers in hub._readers.values() for page in readers} <= set(hub.pages.values())
        assert all(page.watches for page in hub.pages.values())

    @rule()
    def all_is_well_in_the_end(self) -> None:
        """Without any loss the messages alone must do; after a loss the quiet check heals."""
        self.process.is_slow = False
        while self.messages:
            self.hear(self.messages.pop())
        self.run(self.settle())
        if self.has_lost:
            self.run(self.quiet_check())
        self.has_lost = False
        self.nothing_went_wrong()
        for tab in self.tabs:
            if tab.gone:
                assert tab.person in self.world.shut_out or self.world.had_none
            elif not self.world.signed_in[tab.person]:
                assert tab.closed
            elif not tab.closed:
                assert tab.shown[1] == self.world.html(tab.watches[1].url, tab.person)
                assert self.world.is_there(tab.watches[1].url, tab.person)

    async def quiet_check(self) -> None:
        for page in list(self.process.hub.pages.values()):
            page.make_dirty("quiet")
        await self.settle()

    async def settle(self) -> None:
        await settle([self.process], self.tabs)


TestLive = LiveMachine.TestCase
TestLive.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
