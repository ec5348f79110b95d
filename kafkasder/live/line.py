"""The hub's line to the other processes, and the proof, beat by beat, that it holds.

The channel layer does not tell when it lost Redis, nor what was lost with it. So the hub sends itself a numbered
beat through the layer: one that is late means that others cannot be heard, one that is missing means that
something else may be missing too.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from .conf import LiveSettings
from .post import GROUP, Message, outbox

logger = logging.getLogger(__name__)


class Line:
    def __init__(
        self,
        layer: Any,
        settings: LiveSettings,
        *,
        hear: Callable[[Message], None],
        lost: Callable[[], None],
        found: Callable[[], None],
    ) -> None:
        self._layer = layer
        self._settings = settings
        self._hear = hear
        self._lost = lost
        self._found = found
        self._outbox = outbox
        self._sent = 0
        self._heard = 0
        self._heard_at = 0.0
        self.is_lost = True  # until the first beat comes back

    async def hold(self) -> None:
        """Stay on the line until cancelled."""
        channel = await self._join()
        self._heard_at = _now()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen(channel))
            tasks.create_task(self._beat(channel))

    async def _join(self) -> str:
        while True:
            try:
                async with asyncio.timeout(self._settings.patience):
                    await self._layer.send("live.probe", {"type": "live.probe"})  # new_channel() leaks when it fails
                    channel: str = await self._layer.new_channel()
                    await self._layer.group_add(GROUP, channel)
                    return channel
            except Exception as error:  # whatever it is, others cannot be heard
                self._lose(error)
                await asyncio.sleep(self._settings.patience / 2)

    async def _listen(self, channel: str) -> None:
        while _goes_on():
            try:
                self._take(await self._layer.receive(channel))
            except Exception as error:  # whatever it is, others cannot be heard
                self._lose(error)
                await asyncio.sleep(self._settings.patience / 2)

    def _take(self, message: Message) -> None:
        if message["type"] == "live.beat":
            self._take_beat(message["number"])
        elif message["type"] == "live.parcel" and message["from"] != self._outbox.origin:
            for each in message["messages"]:
                self._hear(each)

    def _take_beat(self, number: int) -> None:
        missed = number != self._heard + 1
        self._heard, self._heard_at = number, _now()
        if self.is_lost:
            self.is_lost = False
            logger.info("The line to other processes holds")
            self._found()
        elif missed:
            self._found()

    async def _beat(self, channel: str) -> None:
        while _goes_on():
            self._sent += 1
            try:
                async with asyncio.timeout(self._settings.patience):
                    await self._layer.send(channel, {"type": "live.beat", "number": self._sent})
            except Exception as error:  # whatever it is, others cannot be heard
                self._lose(error)
            await asyncio.sleep(self._settings.beat)
            if _now() - self._heard_at > self._settings.patience:
                self._lose(TimeoutError())

    def _lose(self, error: Exception) -> None:
        if not self.is_lost:
            self.is_lost = True
            logger.warning("The line to other processes is lost: %s", type(error).__name__)
            self._lost()


def _goes_on() -> bool:
    """Whether nobody asked this task to end, also where Redis' client swallowed the asking in a timeout of its own."""
    task = asyncio.current_task()
    return task is not None and not task.cancelling()


def _now() -> float:
    return asyncio.get_running_loop().time()
