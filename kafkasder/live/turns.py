"""Whose turn it is to be rendered: a few pages at a time, and first the one for which most people wait longest."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count

ADVANCE = 0.2  # seconds by which each watcher lets a page overtake
MOST_ADVANCE = 10.0  # what comes later than that overtakes nobody


class Turns:
    """Places for pages that are being rendered. It belongs to one event loop.

    After a message in a group each of its people has a counter, a list and a frame of their own to be drawn anew; the
    next message, which is one render for all of them, must not wait behind these.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    @asynccontextmanager
    async def of(self, watchers: int) -> AsyncIterator[None]:
        """Hold a place, as soon as there is one for a page with so many watchers."""
        await self._come(watchers)
        try:
            yield
        finally:
            self._go()

    async def _come(self, watchers: int) -> None:
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        since = loop.time() - min(ADVANCE * watchers, MOST_ADVANCE)
        heappush(self._waiting, (since, next(self._order), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came at the same moment
                self._go()
            raise

    def _go(self) -> None:
        while self._waiting:
            *_, turn = heappop(self._waiting)
            if not turn.done():  # its page may have been left
                turn.set_result(None)
                return
        self._free += 1
