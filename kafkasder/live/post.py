"""Carries news to every hub: at once within this process, through the channel layer to the other ones.

Nothing here makes the one who saves wait or fail. The hubs of this process are told by a call into their event
loop. What goes to other processes is left with a thread that sends, and tries again while the layer is away.
"""

import asyncio
import atexit
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from channels.layers import InMemoryChannelLayer, get_channel_layer

from .topics import Topics

logger = logging.getLogger(__name__)

Message = dict[str, Any]
Listener = Callable[[Message], None]
Carrier = Callable[[list[Message]], None]

GROUP: Final = "live"
_SEND_TIMEOUT: Final = 2.0
_LONGEST_PAUSE: Final = 5.0
_LETTERS_KEPT: Final = 1000

_listeners: set[Listener] = set()
_carriers: list[Carrier] = []


def listen(listener: Listener) -> None:
    _listeners.add(listener)


def unlisten(listener: Listener) -> None:
    _listeners.discard(listener)


def send_change(topics: Topics) -> None:
    tell_this_process({"type": "change", "tables": topics.to_wire()})
    outbox.put_change(topics)


def send_letter(letter: Message) -> None:
    """Send a message that, unlike a change, cannot be merged with others."""
    tell_this_process(letter)
    outbox.put_letter(letter)


def tell_this_process(message: Message) -> None:
    """Tell every hub of this process; any thread may."""
    for listener in tuple(_listeners):
        listener(message)


def reaches_others(layer: Any) -> bool:
    return layer is not None and not isinstance(layer, InMemoryChannelLayer)


def carry_by(carrier: Carrier) -> None:
    """Have messages taken to other processes by `carrier` where no channel layer reaches them."""
    _carriers[:] = [carrier]


def _others_are_reached() -> bool:
    return bool(_carriers) or reaches_others(get_channel_layer())


class Outbox:
    """What other processes must still be told; changes merge, so its size is bounded however long the layer is away."""

    def __init__(self) -> None:
        self._reset()
        os.register_at_fork(after_in_child=self._reset)
        atexit.register(self.flush, timeout=_SEND_TIMEOUT)

    def _reset(self) -> None:
        self.origin = uuid4().hex  # by which this process knows its own messages when they come back
        self._condition = threading.Condition()
        self._topics = Topics()
        self._letters: deque[Message] = deque(maxlen=_LETTERS_KEPT)
        self._sending = False
        self._thread: threading.Thread | None = None

    def put_change(self, topics: Topics) -> None:
        if _others_are_reached():
            with self._condition:
                self._topics.merge(topics)
                self._wake()

    def put_letter(self, letter: Message) -> None:
        if _others_are_reached():
            with self._condition:
                self._letters.append(letter)
                self._wake()

    def flush(self, timeout: float) -> bool:
        """Wait until everything is sent; False if that took too long."""
        with self._condition:
            return self._condition.wait_for(lambda: not (self._waiting() or self._sending), timeout)

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="live-outbox", daemon=True)
            self._thread.start()
        self._condition.notify_all()

    def _waiting(self) -> bool:
        return bool(self._topics or self._letters)

    def _run(self) -> None:
        loop = asyncio.new_event_loop()
        pause = 0.0
        while True:
            topics, letters = self._take()
            try:
                self._send(loop, messages_of(topics, letters))
            except Exception as error:  # whatever it is, it is tried again
                if not pause:
                    logger.warning(
                        "Other processes cannot be told of changes: %s",
                        type(error).__name__,
                    )
                self._put_back(topics, letters)
                pause = min(pause * 2 or 0.1, _LONGEST_PAUSE)
                time.sleep(pause)
            else:
                pause = 0.0
                self._rest()

    def _take(self) -> tuple[Topics, list[Message]]:
        with self._condition:
            self._condition.wait_for(self._waiting)
            self._sending = True
            topics, self._topics = self._topics, Topics()
            letters = list(self._letters)
            self._letters.clear()
            return topics, letters

    def _put_back(self, topics: Topics, letters: list[Message]) -> None:
        with self._condition:
            self._topics.merge(topics)
            self._letters.extendleft(reversed(letters))
            self._sending = False

    def _rest(self) -> None:
        with self._condition:
            self._sending = False
            self._condition.notify_all()

    def _send(self, loop: asyncio.AbstractEventLoop, messages: list[Message]) -> None:
        if reaches_others(get_channel_layer()):
            loop.run_until_complete(self._send_by_layer(messages))
            return
        for carry in _carriers:
            carry(messages)

    async def _send_by_layer(self, messages: list[Message]) -> None:
        parcel = {"type": "live.parcel", "from": self.origin, "messages": messages}
        async with asyncio.timeout(_SEND_TIMEOUT):
            await get_channel_layer().group_send(GROUP, parcel)


def messages_of(topics: Topics, letters: list[Message]) -> list[Message]:
    """Return what was waiting as it goes to other processes: all changes as one message, then the letters."""
    return [{"type": "change", "tables": topics.to_wire()}, *letters] if topics else letters


outbox = Outbox()
