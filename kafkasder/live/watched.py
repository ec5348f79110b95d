"""A watched page of one process and its watchers: when it is rendered, and who is sent what."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Protocol, TypeVar

from kafkasder.core.pool import is_away, renew_pool

from .conf import LiveSettings
from .editions import Edition, Issue
from .messages import Message
from .pages import PageKey
from .runs import Outcome, run_page
from .standing import Standing
from .topics import Topics
from .turns import Turns

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

SENDS_IN_A_ROW = 5000  # then the event loop gets a turn; it was without one for less than a tenth of a second
FRESH = 1.0  # seconds for which a render may still be sent to somebody who was busy when it was made

CHANGE = "change: "
HEALING = frozenset({"quiet", "adrift", "return"})  # renders that no message asked for


class Socket(Protocol):
    """A browser tab on the line, as the hub and its pages see it. Its methods never raise."""

    session_key: str
    user_id: int
    watches: "dict[int, Watch]"

    def send_at_once(self, message: Message) -> bool: ...  # False: only `send` can
    async def send(self, message: Message) -> None: ...
    async def tell(self, message: dict[str, Any]) -> None: ...
    async def end(self, code: int) -> None: ...


@dataclass(eq=False, slots=True)  # thousands of them are walked through at each update
class Watch:
    """One browser tab that watches one URL.

    `have` is what the tab holds, by its own word at first and by what it was sent since. `served` says that the
    page was rendered (or found equal) after this watch began: before that the tab may hold newer HTML than we do.
    """

    socket: Socket
    id: int
    url: str
    language: str
    have: dict[str, str]
    page: "WatchedPage | None" = None
    served: bool = False
    answered: bool = False
    unacked: bool = False
    warned: bool = False  # that the page cannot be rendered just now

    async def offer(self) -> None:
        """Bring the tab to the page as it is now, unless it has not yet digested the last update."""
        if self.page is None or self.unacked:
            return
        digests = self.page.edition_of(self).digests
        if self.have != digests:
            held, self.have = self.have, digests
            self.unacked, self.answered, self.warned = True, True, False
            await self.page.send_update(self, held)
            return
        self.have = digests  # one object for all tabs that hold the same
        if self.warned or not self.answered:
            self.answered, self.warned = True, False
            await self.socket.tell({"op": "same", "id": self.id})

    async def warn(self) -> None:
        """Let the tab's lamp tell that what it shows may be old."""
        if not self.warned:
            self.warned = True
            await self.socket.tell({"op": "late", "id": self.id})

    def note_ack(self) -> bool:
        """Note that the tab has digested the last update if that is all there is to do, as it mostly is."""
        if self.page is not None and self.served and self.have != self.page.edition_of(self).digests:
            return False
        self.unacked = False
        return True

    async def acked(self) -> None:
        if self.note_ack() or self.page is None:
            return
        self.unacked = False
        if self.page.is_due:  # the render that comes brings it, and asks who may see it
            return
        if self.page.is_fresh_for(self):
            await self.offer()
        else:  # who digests slowly may have lost a right meanwhile: only a new render asks
            self.page.make_dirty("ack")


@dataclass
class Tally:
    """What a page has cost, for the admins' page and for tests."""

    renders: int = 0
    useless: int = 0  # renders that a change asked for and that brought nothing new
    healed: int = 0  # changes found that no message had told of
    failures: int = 0
    updates: int = 0
    bytes: int = 0
    milliseconds: float = 0.0  # of the last render
    spent: float = 0.0  # milliseconds, of all renders
    cause: str = ""
    causes: Counter[str] = field(default_factory=Counter)  # how often each kind of cause led to a render

    @property
    def average(self) -> float:
        """Milliseconds of a render."""
        return self.spent / self.renders if self.renders else 0.0

    def include(self, other: "Tally") -> None:
        for name in ("renders", "useless", "healed", "failures", "updates", "bytes", "spent", "causes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Keeper(Protocol):
    """The hub, as its pages see it."""

    settings: LiveSettings
    rendering: "set[WatchedPage]"
    turns: Turns

    @property
    def is_adrift(self) -> bool: ...
    def index(self, page: "WatchedPage", read: Topics) -> None: ...
    async def sign_out(self, socket: Socket) -> None: ...
    async def move(self, watch: Watch, standing: Standing) -> None: ...
    async def dismiss(self, watch: Watch, why: str) -> None: ...
    async def in_thread(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R: ...


@dataclass(eq=False)
class WatchedPage:
    """clean -> dirty -> rendering -> clean; dirty as long as there is a `cause`.

    A render may serve a change only if it began after that change was heard: whatever is heard while a render
    runs and touches what it read makes the page dirty again.
    """

    key: PageKey
    hub: Keeper
    label: str
    watches: set[Watch] = field(default_factory=set)
    issue: Issue = field(default_factory=Issue)
    admitted: Set[str] = frozenset()  # the sessions to which the last render belonged
    read: Topics = field(default_factory=Topics)
    heard: Topics = field(default_factory=Topics)
    cause: str = ""
    tally: Tally = field(default_factory=Tally)
    rendered: bool = False
    _task: asyncio.Task[None] | None = None
    _timer: asyncio.TimerHandle | None = None
    _asked_at: float = 0.0  # when the last render that came to something began, which asked who may see it
    _not_before: float = 0.0
    _failures_in_a_row: int = 0

    # From the hub

    def make_dirty(self, cause: str) -> None:
        self.cause = self.cause or cause
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._serve())

    @property
    def digests(self) -> dict[str, str]:
        """What most tabs hold that show the page as it is."""
        return self.issue.common.digests

    def edition_of(self, watch: Watch) -> Edition:
        return self.issue.of(watch.socket.user_id)

    @property
    def is_due(self) -> bool:
        """Whether a render is on its way to all who watch."""
        return bool(self.cause) or self in self.hub.rendering

    @property
    def is_current(self) -> bool:
        """Whether nothing is known that the last render did not see."""
        return self.rendered and not self.is_due

    def serves_at_once(self, watch: Watch) -> bool:
        """Whether a tab that has just come holds the page as it is, and may: of a circle the last render asked."""
        is_admitted = not self.key.has_circle or watch.socket.session_key in self.admitted
        return self.is_current and is_admitted and watch.have == self.edition_of(watch).digests

    def is_fresh_for(self, watch: Watch) -> bool:
        """Whether the last render found only a moment ago that this tab may see it."""
        is_fresh = asyncio.get_running_loop().time() - self._asked_at < FRESH
        return is_fresh and watch.socket.session_key in self.admitted

    def rest(self) -> None:
        """Set the clock for a look without being asked."""
        if self._timer:
            self._timer.cancel()
        adrift = self.hub.is_adrift
        pause = self.hub.settings.adrift if adrift else self.hub.settings.quiet
        cause = "adrift" if adrift else "quiet"
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(pause * random.uniform(0.8, 1.0), self.make_dirty, cause)

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self._task and self._task is not asyncio.current_task():  # a page may dismiss its own last watcher
            self._task.cancel()

    # The page's own life

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        while self.cause and self.watches:
            await asyncio.sleep(max(0.0, self._not_before - loop.time()))
            async with self.hub.turns.of(len(self.watches)):
                await self._render_and_deliver()
        self._task = None
        if self.watches:
            self.rest()

    async def _render_and_deliver(self) -> None:
        cause, self.cause = self.cause, ""
        watches = list(self.watches)  # who joins later may hold newer HTML than this render will see
        try:
            outcome = await self._render({watch.socket.session_key for watch in watches})
            self._learn(outcome, cause)
            await self._deliver(watches, outcome)
        except Exception as error:  # a page may fail in any way; the hub lives on
            self._note_failure(error)
            for watch in watches:
                await watch.warn()
        else:
            self._failures_in_a_row = 0
        self.tally.cause = cause
        self.tally.causes[kind_of(cause)] += 1

    async def _render(self, sessions: set[str]) -> Outcome:
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._not_before = began + self.hub.settings.gather
        self.heard = Topics()
        self.hub.rendering.add(self)
        try:
            outcome = await self.hub.in_thread(run_page, self.key, sessions)
            self._asked_at = began
            return outcome
        finally:
            self.hub.rendering.discard(self)
            self.tally.renders += 1
            self.tally.milliseconds = (loop.time() - began) * 1000
            self.tally.spent += self.tally.milliseconds

    def _learn(self, outcome: Outcome, cause: str) -> None:
        self.hub.index(self, outcome.read)
        was_rendered, self.rendered = self.rendered, outcome.fragments is not None
        self.admitted = outcome.viewers.keys() if self.rendered else frozenset()
        if self.heard.touches(outcome.read):
            self.make_dirty(describe(self.heard))
        if outcome.fragments is None:
            return
        issue = Issue(outcome.fragments, former=self.issue)
        if issue.tells_as(self.issue):
            self.tally.useless += was_rendered and cause.startswith(CHANGE)
        else:
            self.tally.healed += was_rendered and cause in HEALING
            self.issue = issue

    async def _deliver(self, watches: Iterable[Watch], outcome: Outcome) -> None:
        for count, watch in enumerate(watches, start=1):
            if watch.page is self and not self._pass_on(watch, outcome):  # it may have left meanwhile
                await self._deliver_to(watch, outcome)
            if count % SENDS_IN_A_ROW == 0:
                await asyncio.sleep(0)

    def _pass_on(self, watch: Watch, outcome: Outcome) -> bool:
        """Do what `_deliver_to` does where that is to send an update and takes no waiting, as it mostly is."""
        held, socket, edition = watch.have, watch.socket, self.edition_of(watch)
        digests = edition.digests
        if watch.unacked or outcome.gone or held == digests or socket.session_key not in outcome.viewers:
            return False
        message = edition.update_for(held).numbered(watch.id)
        if not socket.send_at_once(message):
            return False
        watch.have, watch.served, watch.unacked, watch.answered, watch.warned = digests, True, True, True, False
        self._count(message)
        return True

    async def _deliver_to(self, watch: Watch, outcome: Outcome) -> None:
        standing = outcome.standings.get(watch.socket.session_key)
        if standing is None:
            await self.hub.sign_out(watch.socket)
        elif watch.socket.session_key in outcome.outside:
            await self.hub.dismiss(watch, "missing")
        elif watch.socket.session_key not in outcome.viewers:
            await self.hub.move(watch, standing)
        elif outcome.gone:
            await self.hub.dismiss(watch, outcome.gone)
        else:
            watch.served = True
            await watch.offer()

    async def send_update(self, watch: Watch, held: dict[str, str]) -> None:
        """Bring a tab that holds fragments with these digests to the page as it is now."""
        message = self.edition_of(watch).update_for(held).numbered(watch.id)
        self._count(message)
        await watch.socket.send(message)

    def _count(self, message: Message) -> None:
        self.tally.updates += 1
        self.tally.bytes += len(message.frame)

    def _note_failure(self, error: Exception) -> None:
        """Keep the last good HTML and try again later, less and less often."""
        self.tally.failures += 1
        self._failures_in_a_row += 1
        first, last = self.hub.settings.retry_first, self.hub.settings.retry_last
        pause = min(first * 2 ** (self._failures_in_a_row - 1), last)
        if is_away(error):  # not the page's fault, and all pages must be right as soon as it is back
            renew_pool()
            pause = first
        self._not_before = asyncio.get_running_loop().time() + pause
        self.cause = self.cause or "retry"
        logger.error("The live page %s cannot be rendered", self.label, exc_info=error)


def kind_of(cause: str) -> str:
    """The first word of a cause, which says nothing of tables."""
    return cause.partition(":")[0]


def describe(change: Topics) -> str:
    """A change in words that are fit for a log: tables, no rows."""
    return CHANGE + ", ".join(sorted(change.tables()))
