"""One hub for each process and event loop: the watched pages, their watchers, and which change concerns which page."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from channels.layers import get_channel_layer
from django.db import connections
from django.utils.translation import gettext

from kafkasder.core.pool import renew_pool

from . import post
from .bucket import Bucket
from .conf import live_settings
from .line import Line
from .pages import Gone, PageKey, locate
from .post import Message
from .standing import Standing, load_standings, session_digest
from .topics import Topics
from .turns import Turns
from .watched import Socket, Watch, WatchedPage, describe
from .watched import Tally as PageTally

logger = logging.getLogger(__name__)

SIGNED_OUT = 4001

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Tally:
    """What this hub has heard and done, for the admins' page and for tests."""

    changes: int = 0
    unread: int = 0  # changes of what no watched page reads
    moved: int = 0  # watches whose viewer's permissions changed
    signed_out: int = 0


class Hub:
    def __init__(self) -> None:
        self.settings = live_settings()
        self.pages: dict[PageKey, WatchedPage] = {}
        self.rendering: set[WatchedPage] = set()
        self.sockets: defaultdict[int, set[Socket]] = defaultdict(set)
        self.turns = Turns(self.settings.threads)
        self.tally = Tally()
        self._readers: defaultdict[str, set[WatchedPage]] = defaultdict(set)
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(self.settings.threads, thread_name_prefix="live")
        self._roll = Roll(self)
        self._errands: set[asyncio.Task[None]] = set()
        self._retired = PageTally()
        self._turnstiles: dict[int, Bucket] = {}
        self._line: Line | None = None
        post.listen(self._overhear)
        self._hold_line()

    @property
    def is_adrift(self) -> bool:
        """Whether changes in other processes may go unheard."""
        return self._line is not None and self._line.is_lost

    @property
    def line_state(self) -> str:
        """How this process hears the others, in words for the admins' page."""
        if self._line is None:
            return gettext("Tek süreç; başkası yok")
        return gettext("Kopuk") if self._line.is_lost else gettext("Açık")

    @property
    def sockets_open(self) -> int:
        return sum(len(sockets) for sockets in list(self.sockets.values()))

    @property
    def watchers(self) -> int:
        return sum(len(page.watches) for page in list(self.pages.values()))

    @property
    def totals(self) -> PageTally:
        """What all pages have cost since the process began, those included that nobody watches any more."""
        totals = PageTally()
        for tally in [self._retired, *(page.tally for page in list(self.pages.values()))]:
            totals.include(tally)
        return totals

    @property
    def is_busy(self) -> bool:
        """Whether a page waits to be rendered or is being rendered."""
        return bool(self.rendering) or any(page.cause for page in self.pages.values())

    async def stop(self) -> None:
        post.unlisten(self._overhear)
        for page in self.pages.values():
            page.stop()
        for errand in self._errands:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        self._threads.shutdown(wait=False)

    # Sockets come and go

    async def standing(self, session_key: str) -> Standing | None:
        return await self._roll.call(session_key)

    def enter(self, socket: Socket) -> bool:
        """Let a socket in unless the user has too many."""
        if len(self.sockets[socket.user_id]) >= self.settings.sockets:
            return False
        self.sockets[socket.user_id].add(socket)
        return True

    async def admit_watch(self, user_id: int) -> None:
        """Make whoever asks for page after page wait: each may cost a render, and all of them at every change."""
        turnstile = self._turnstiles.setdefault(user_id, Bucket(self.settings.new_watches, self.settings.watch_burst))
        while pause := turnstile.pause():  # noqa: ASYNC110  # time is all there is to wait for
            await asyncio.sleep(pause)

    def leave(self, socket: Socket) -> None:
        for watch in list(socket.watches.values()):
            self.drop(watch)
        self.sockets[socket.user_id].discard(socket)
        if not self.sockets[socket.user_id]:
            del self.sockets[socket.user_id]
        if len(self._turnstiles) > 2 * len(self.sockets) + 100:  # those who left hold no debt for long
            self._turnstiles = {user: each for user, each in self._turnstiles.items() if user in self.sockets}

    async def sign_out(self, socket: Socket) -> None:
        self.tally.signed_out += 1
        await socket.end(SIGNED_OUT)

    # Watches

    async def watch(self, watch: Watch, standing: Standing) -> None:
        """Begin a watch; the answer is an update, `same` or `gone`."""
        try:
            key = PageKey.of(watch.url, standing, watch.language)
        except Gone as gone:
            await self.dismiss(watch, gone.why)
            return
        page = self._join(watch, key)
        if page.serves_at_once(watch):
            watch.served = True
            await watch.offer()
        else:  # the tab's HTML may be newer than what was rendered before it came: only a new render can tell
            page.make_dirty("watch")

    async def move(self, watch: Watch, standing: Standing) -> None:
        """The viewer's permissions changed: the same URL is another page now."""
        self.tally.moved += 1
        self._part(watch)
        await self.watch(watch, standing)

    async def dismiss(self, watch: Watch, why: str) -> None:
        self.drop(watch)
        await watch.socket.tell({"op": "gone", "id": watch.id, "why": why})

    def drop(self, watch: Watch) -> None:
        self._part(watch)
        watch.socket.watches.pop(watch.id, None)

    def _join(self, watch: Watch, key: PageKey) -> WatchedPage:
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = WatchedPage(key, self, label=locate(key.url).label)
        page.watches.add(watch)
        watch.page, watch.served = page, False
        return page

    def _part(self, watch: Watch) -> None:
        page, watch.page = watch.page, None
        if page is None:
            return
        page.watches.discard(watch)
        if not page.watches:
            page.stop()
            self.index(page, Topics())
            if self.pages.pop(page.key, None):
                self._retired.include(page.tally)

    # What is heard

    def _overhear(self, message: Message) -> None:
        """Called by any thread of this process."""
        try:
            self._loop.call_soon_threadsafe(self.hear, message)
        except RuntimeError:  # the loop is closed
            post.unlisten(self._overhear)

    def hear(self, message: Message) -> None:
        match message["type"]:
            case "change":
                self.hear_change(Topics.from_wire(message["tables"]))
            case "end":
                self._send_on_errand(self._end(message.get("user"), message.get("session")))
            case "tell":
                self._send_on_errand(self._tell(message["user"], message["event"]))
            case "return":
                self._return()

    def hear_change(self, change: Topics) -> None:
        for page in self.rendering:
            page.heard.merge(change)
        readers = {page for table in change.tables() for page in self._readers.get(table, ())}
        concerned = [page for page in readers if change.touches(page.read)]
        self.tally.changes += 1
        if not concerned:
            self.tally.unread += 1
        for page in sorted(concerned, key=lambda page: -len(page.watches)):  # for the places that are free
            page.make_dirty(describe(change))

    def index(self, page: WatchedPage, read: Topics) -> None:
        for table in page.read.tables() - read.tables():
            self._readers[table].discard(page)
        for table in read.tables() - page.read.tables():
            self._readers[table].add(page)
        page.read = read

    async def _end(self, user_id: int | None, session: str | None) -> None:
        for socket in [each for group in self.sockets.values() for each in group]:
            if socket.user_id == user_id or session_digest(socket.session_key) == session:
                await self.sign_out(socket)

    async def _tell(self, user_id: int, event: dict[str, Any]) -> None:
        for socket in list(self.sockets.get(user_id, ())):
            await socket.tell({"op": "tell", **event})

    # The line to other processes

    def _hold_line(self) -> None:
        layer = get_channel_layer()
        if post.reaches_others(layer):
            self._line = Line(
                layer,
                self.settings,
                hear=self.hear,
                lost=self._drift,
                found=self._return,
            )
            self._send_on_errand(self._line.hold())

    def _drift(self) -> None:
        self._send_on_errand(self._tell_pace())
        for page in self.pages.values():
            page.rest()

    def _return(self) -> None:
        self._send_on_errand(self._tell_pace())
        for page in self.pages.values():
            page.make_dirty("return")

    async def _tell_pace(self) -> None:
        for socket in [each for group in self.sockets.values() for each in group]:
            await socket.tell(self.pace)

    @property
    def pace(self) -> dict[str, Any]:
        """What tabs are told of how soon they see the changes of other processes."""
        return {"op": "pace", "live": not self.is_adrift}

    # Threads and errands

    async def in_thread(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        def run() -> R:
            try:
                return work(*args, **kwargs)
            finally:
                connections.close_all()  # back to the pool

        return await self._loop.run_in_executor(self._threads, run)

    def _send_on_errand(self, work: Any) -> None:
        task = self._loop.create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)


class Roll:
    """Loads standings for all who ask at about the same time together: after a restart every tab comes at once."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._waiting: dict[str, asyncio.Future[Standing | None]] = {}
        self._task: asyncio.Task[None] | None = None

    async def call(self, session_key: str) -> Standing | None:
        loop = asyncio.get_running_loop()
        answer = self._waiting.setdefault(session_key, loop.create_future())
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._load())
        return await asyncio.shield(answer)

    async def _load(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            try:
                standings = await self._hub.in_thread(load_standings, asked.keys())
            except Exception as error:
                logger.error("Sessions cannot be read", exc_info=error)
                renew_pool()
                standings = None
            for session_key, answer in asked.items():
                if standings is None:
                    answer.set_exception(SessionsUnreadable())
                else:
                    answer.set_result(standings.get(session_key))


class SessionsUnreadable(Exception):
    """The database does not answer: nobody can be let in just now."""


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for closed in [each for each in _hubs if each.is_closed()]:
            del _hubs[closed]
        _hubs[loop] = Hub()
    return _hubs[loop]


def hubs() -> list[Hub]:
    """Every hub of this process; usually one."""
    return list(_hubs.values())
