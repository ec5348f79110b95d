"""Several processes on one line that forgets, dawdles, repeats itself and goes away: in the end every tab of every
process shows what a fresh load would show, and on the way nobody is set back or sent what is not theirs.

Hubs, their line and their outbox are the real ones; the channel layer between them does as the test says.
"""

import asyncio
from collections.abc import Awaitable
from copy import deepcopy
from typing import Any

from channels.layers import BaseChannelLayer, channel_layers
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kafkasder.live.conf import LiveSettings
from kafkasder.live.post import Message, Outbox, messages_of
from kafkasder.live.topics import Topics

from .world import CIRCLE, PEOPLE, RIGHTS, SOME, TABLES, URLS, Process, QuickLoop, Tab, World, one_of, settle

SETTINGS = LiveSettings(quiet=20, retry_first=0.1, retry_last=1)
A_BEAT = SETTINGS.beat * 1.2
TABS = 6

ONE = st.integers(0, 1)  # of the two processes


class FickleLayer(BaseChannelLayer):
    """Keeps parcels until the test decides what becomes of them; beats pass, unless the test wants to keep them too."""

    def __init__(self) -> None:
        super().__init__()
        self.channels: dict[str, asyncio.Queue[Message | Exception]] = {}
        self.members: list[str] = []
        self.mail: list[tuple[str, Message]] = []
        self.keeps_beats_of: set[str] = set()
        self.refuses_parcels = False
        self._gone: str = ""
        self._hanging: list[asyncio.Future[None]] = []

    # As the live layer sees it

    async def new_channel(self, prefix: str = "live") -> str:
        await self._answer()
        name = f"{prefix}.{len(self.channels)}"
        self.channels[name] = asyncio.Queue()
        return name

    async def group_add(self, group: str, channel: str) -> None:
        await self._answer()
        self.members.append(channel)

    async def send(self, channel: str, message: Message) -> None:
        await self._answer()
        if channel in self.keeps_beats_of:
            self.mail.append((channel, message))
        elif channel in self.channels:
            self.channels[channel].put_nowait(message)

    async def group_send(self, group: str, message: Message) -> None:
        await self._answer()
        if self.refuses_parcels:
            raise ConnectionError("no parcels")
        self.mail += [(member, deepcopy(message)) for member in self.members]

    async def receive(self, channel: str) -> Message:
        await self._answer()
        match await self.channels[channel].get():
            case Exception() as error:
                raise error
            case message:
                return message

    async def _answer(self) -> None:
        if self._gone == "hangs":
            self._hanging.append(asyncio.get_running_loop().create_future())
            await self._hanging[-1]
        if self._gone:
            raise ConnectionError(self._gone)

    # As the test sees it

    @property
    def is_away(self) -> bool:
        return bool(self._gone)

    def go_away(self, how: str) -> None:
        """Everything on the way is lost, and everybody who listens is told that the connection broke."""
        self._gone = how
        self.mail.clear()
        self.keeps_beats_of.clear()
        for queue in self.channels.values():
            queue.put_nowait(ConnectionError("broken"))

    def return_(self) -> None:
        self._gone = ""
        for call in self._hanging:
            call.done() or call.set_exception(ConnectionError("broken"))
        self._hanging.clear()

    def deliver(self, channel: str, message: Message) -> None:
        if channel in self.channels:
            self.channels[channel].put_nowait(deepcopy(message))


class HandOutbox(Outbox):
    """The outbox with a task of the test's loop in place of its thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._task: asyncio.Task[None] | None = None
        self._reset()

    def _wake(self) -> None:
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._empty())

    async def _empty(self) -> None:
        while self._waiting():
            topics, letters = self._take()
            try:
                await self._send_by_layer(messages_of(topics, letters))
            except Exception:
                self._put_back(topics, letters)
                await asyncio.sleep(SETTINGS.beat)
            else:
                self._rest()

    def has_more(self) -> bool:
        return self._waiting() or self._sending

    async def die(self) -> None:
        if self._task:
            self._task.cancel()


class LineProcess(Process):
    """A process with a line to the others."""

    async def open(self, settings: LiveSettings) -> None:
        await super().open(settings)
        self.outbox = HandOutbox(self.loop)
        assert self.hub._line
        self.hub._line._outbox = self.outbox

    def announce(self, change: Topics) -> None:
        """What `post.send_change` does, for one of several processes in one."""
        self.hub.hear({"type": "change", "tables": change.to_wire()})
        self.outbox.put_change(change)

    async def die(self) -> None:
        await self.outbox.die()
        await self.hub.stop()


class LineMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.tabs: list[Tab] = []
        self.errors: list[BaseException] = []
        self.has_lost = False  # a parcel, with no beat missing that would tell of it
        self.loop = QuickLoop(self.errors)
        self.layer = FickleLayer()
        self.former_layer = channel_layers.set("default", self.layer)
        self.processes = [self.new_process() for _ in range(2)]

    def teardown(self) -> None:
        try:
            self.all_is_well_in_the_end()
        finally:
            for process in self.processes:
                self.run(process.die())
            self.loop.close()
            channel_layers.set("default", self.former_layer)

    def new_process(self) -> LineProcess:
        process = LineProcess(self.world, self.loop, self.errors)
        self.run(process.open(SETTINGS))
        return process

    def run(self, work: Awaitable[Any]) -> Any:
        return self.loop.run_and_turn(work)

    # Tabs

    @initialize(url=st.sampled_from(list(URLS)), slow=st.booleans())
    def each_process_has_a_tab(self, url: str, slow: bool) -> None:
        for process, person in enumerate(PEOPLE[:2]):
            self.open_a_tab(person, url, process, loaded=True, slow=slow)

    @rule(
        person=st.sampled_from(PEOPLE),
        url=st.sampled_from(list(URLS)),
        process=ONE,
        loaded=st.booleans(),
        slow=st.booleans(),
    )
    def open_a_tab(self, person: str, url: str, process: int, loaded: bool, slow: bool) -> None:
        if not self.world.signed_in[person] or len(self.tabs) >= TABS:
            return
        tab = Tab(self.processes[process], person)
        tab.is_slow = slow
        assert tab.process.hub.enter(tab)
        self.tabs.append(tab)
        tab.shown[1] = self.world.loaded(url, person) if loaded else {}
        self.run(tab.watch(1, url))

    @precondition(lambda self: self.tabs)
    @rule(which=SOME, process=ONE)
    def a_tab_comes_back(self, which: int, process: int) -> None:
        tab = one_of(self.tabs, which)
        if not tab.closed and self.world.signed_in[tab.person]:
            self.run(tab.move_to(self.processes[process]))

    @precondition(lambda self: any(tab.unacked for tab in self.tabs))
    @rule(which=SOME)
    def a_slow_tab_acknowledges(self, which: int) -> None:
        self.run(one_of(self.tabs, which).ack())

    # Writers

    @rule(process=ONE, tables=st.sets(st.sampled_from(TABLES), min_size=1))
    def write(self, process: int, tables: set[str]) -> None:
        for table in tables:
            self.world.versions[table] += 1
        self.announce(process, Topics(dict.fromkeys(tables)))

    @rule(process=ONE, person=st.sampled_from(PEOPLE))
    def change_rights(self, process: int, person: str) -> None:
        self.world.trusted[person] = not self.world.trusted[person]
        self.announce(process, Topics({RIGHTS: None}))

    @rule(process=ONE, person=st.sampled_from(PEOPLE))
    def change_circle(self, process: int, person: str) -> None:
        self.world.let_out_or_in(person)
        self.announce(process, Topics({RIGHTS: None}))

    @rule(process=ONE, person=st.sampled_from(PEOPLE))
    def sign_out_or_in(self, process: int, person: str) -> None:
        self.world.sign_out_or_in(person)
        self.announce(process, Topics({RIGHTS: None}))

    def announce(self, process: int, change: Topics) -> None:
        async def announcing() -> None:
            self.processes[process].announce(change)

        self.run(announcing())

    # Processes

    @rule(process=ONE, slow=st.booleans())
    def renders_are_slow(self, process: int, slow: bool) -> None:
        self.processes[process].is_slow = slow

    @rule(process=ONE, fails=st.booleans())
    def slow_renders_end(self, process: int, fails: bool) -> None:
        at = self.processes[process]
        at.failures = int(fails)
        at.let_go()
        self.run(asyncio.sleep(0))
        at.failures = 0

    @rule(process=ONE)
    def a_process_dies_and_another_takes_its_place(self, process: int) -> None:
        """What waited in its outbox is lost with it."""
        dead = self.processes[process]
        self.has_lost |= dead.outbox.has_more()
        self.run(dead.die())
        self.processes[process] = self.new_process()
        for tab in self.tabs:
            if tab.process is dead and not tab.closed:
                self.run(tab.move_to(self.processes[process]))

    @rule(seconds=st.sampled_from([0.1, SETTINGS.beat, SETTINGS.patience * 2, SETTINGS.quiet]))
    def time_passes(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))

    # The line

    @precondition(lambda self: self.layer.mail)
    @rule(which=SOME, fate=st.sampled_from(["deliver", "deliver", "lose", "repeat"]))
    def something_on_the_way_meets_its_fate(self, which: int, fate: str) -> None:
        index = which % len(self.layer.mail)
        channel, message = self.layer.mail[index] if fate == "repeat" else self.layer.mail.pop(index)
        if fate != "lose":
            self.layer.deliver(channel, message)
        elif message["type"] == "live.parcel":
            self.has_lost = True
        self.run(asyncio.sleep(0))

    @precondition(lambda self: self.layer.members and not self.layer.is_away)
    @rule(which=SOME, keep=st.booleans())
    def beats_are_kept(self, which: int, keep: bool) -> None:
        channel = one_of(self.layer.members, which)
        (self.layer.keeps_beats_of.add if keep else self.layer.keeps_beats_of.discard)(channel)

    @rule(refused=st.booleans())
    def parcels_are_refused(self, refused: bool) -> None:
        """While all beats pass: nobody else notices."""
        self.layer.refuses_parcels = refused

    @precondition(lambda self: not self.layer.is_away)
    @rule(how=st.sampled_from(["refuses", "hangs"]))
    def the_layer_goes_away(self, how: str) -> None:
        self.layer.go_away(how)
        self.run(asyncio.sleep(0))

    @precondition(lambda self: self.layer.is_away)
    @rule()
    def the_layer_returns(self) -> None:
        """After a beat at least: else what was lost could not have been noticed."""
        self.run(asyncio.sleep(A_BEAT))
        self.layer.return_()
        self.run(asyncio.sleep(0))

    # What must hold

    @invariant()
    def nothing_went_wrong(self) -> None:
        if self.errors:
            raise self.errors[0]

    @rule()
    def all_is_well_in_the_end(self) -> None:
        """As long as no parcel was lost alone, with all beats around it, nobody must wait for a quiet check."""
        for process in self.processes:
            process.is_slow = False
        if self.layer.is_away:
            self.the_layer_returns()
        self.layer.keeps_beats_of.clear()
        self.layer.refuses_parcels = False
        self.run(self.calm())
        if self.has_lost:
            self.run(asyncio.sleep(SETTINGS.quiet + 1))
            self.run(self.calm())
        self.has_lost = False
        self.nothing_went_wrong()
        for tab in self.tabs:
            if tab.gone:
                assert tab.person in self.world.shut_out
            elif not self.world.signed_in[tab.person]:
                assert tab.closed
            elif not tab.closed:
                assert tab.shown[1] == self.world.html(tab.watches[1].url, tab.person)
                assert tab.watches[1].url != CIRCLE or self.world.inside[tab.person]

    async def calm(self) -> None:
        """Let the line become well and everything on it arrive."""
        async with asyncio.timeout(60):
            while self.layer.mail or any(each.outbox.has_more() or each.hub.is_adrift for each in self.processes):
                while self.layer.mail:
                    self.layer.deliver(*self.layer.mail.pop())
                await asyncio.sleep(SETTINGS.beat)
        await asyncio.sleep(A_BEAT)  # the beat that tells of one that is missing
        await settle(self.processes, self.tabs)


TestLine = LineMachine.TestCase
TestLine.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
