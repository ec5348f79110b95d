"""One WebSocket for each browser tab: lets in who is signed in, speaks the wire's language, keeps the limits.

Written straight on ASGI: a Channels consumer would subscribe every tab to the channel layer, and fail with it.
"""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from .bucket import Bucket
from .conf import realtime
from .hub import SIGNED_OUT, Hub, SessionsUnreadable, hub
from .messages import Message
from .standing import Standing, session_digest
from .watched import Watch

logger = logging.getLogger(__name__)

PATH = "/canli/akis/"
FAST_LANE = "kafkasder.fast-lane"

_ACK = re.compile(rb'\{"op":"ack","id":(\d{1,9})\}')  # as our own script writes it

FORBIDDEN = 4003
ABUSE = 4008
TRY_LATER = 4013

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class FastLane(Protocol):
    """What a server may offer beside ASGI, for updates to thousands of tabs and for their acknowledgements."""

    hear: Callable[[bytes], bool] | None  # is asked first of each message whether that was all

    def write_frame(self, frame: bytes) -> None:
        """Send bytes as they are: a frame is written once for all tabs."""


class Malformed(Exception):
    """A message that the wire does not know."""


async def live_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application for live pages."""
    await LiveSocket(scope, receive, send, hub()).run()


class LiveSocket:
    session_key: str
    user_id: int

    def __init__(self, scope: Scope, receive: Receive, send: Send, hub: Hub) -> None:
        self._path = scope["path"]
        self._headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self._receive = receive
        self._send = send
        self._lane: FastLane | None = scope.get("extensions", {}).get(FAST_LANE)
        self._hub = hub
        self._closed = False
        self._pace = Bucket(hub.settings.messages_per_second, hub.settings.burst)
        self._strikes = 0
        self._standing: Standing | None = None
        self._roll_call: asyncio.TimerHandle | asyncio.Task[None] | None = None
        self.session_key = session_key_of(self._headers)
        self.watches: dict[int, Watch] = {}

    async def run(self) -> None:
        if (await self._receive())["type"] != "websocket.connect":
            return
        if self._path != PATH or not realtime() or not origin_is_ours(self._headers):
            await self.end(FORBIDDEN)  # before the handshake: the browser sees a refusal
            return
        await self._send({"type": "websocket.accept"})
        if await self._come_in():
            try:
                self._await_roll_call()
                if self._lane:
                    self._lane.hear = self._hear_ack
                await self._converse()
            finally:
                self._closed = True
                if self._lane:
                    self._lane.hear = None
                if self._roll_call:
                    self._roll_call.cancel()
                self._hub.leave(self)

    async def _come_in(self) -> bool:
        try:
            self._standing = await self._hub.standing(self.session_key) if self.session_key else None
        except SessionsUnreadable:
            await self.end(TRY_LATER)
            return False
        if self._standing is None:
            await self.end(SIGNED_OUT)
            return False
        self.user_id = self._standing.user_id
        if not self._hub.enter(self):
            await self._end_for_abuse("too many sockets")
            return False
        if self._hub.is_adrift:
            await self.tell(self._hub.pace)
        return True

    async def _converse(self) -> None:
        while not self._closed:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                return
            if not self._pace.take():
                await self._end_for_abuse("too many messages")
                return
            try:
                await self._obey(self._parse(event.get("text")))
            except Malformed as error:
                await self._scold(str(error))

    def _hear_ack(self, text: bytes) -> bool:
        """Take an acknowledgement with which everything is done, without waking the conversation."""
        found = _ACK.fullmatch(text)
        watch = self.watches.get(int(found[1])) if found else None
        if watch is None or not watch.unacked or not self._pace.take():
            return False
        return watch.note_ack()

    def _await_roll_call(self) -> None:
        """Set the clock to a moment that is the same for all sockets, so that one look serves them all."""
        loop, pause = asyncio.get_running_loop(), self._hub.settings.roll_call
        self._roll_call = loop.call_later(pause - loop.time() % pause, self._answer_roll_call)

    def _answer_roll_call(self) -> None:
        if self.watches:  # their pages ask at least as often
            self._await_roll_call()
        else:
            self._roll_call = asyncio.get_running_loop().create_task(self._ask_for_session())

    async def _ask_for_session(self) -> None:
        """Notice that the session of an idle tab expired, or that the message of its end was lost."""
        with suppress(SessionsUnreadable):
            if await self._hub.standing(self.session_key) is None:
                await self._hub.sign_out(self)
                return
        self._await_roll_call()

    def _parse(self, text: str | None) -> dict[str, Any]:
        if text is None or len(text) > self._hub.settings.message_bytes:
            raise Malformed("size")
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            raise Malformed("json") from None
        if not isinstance(message, dict):
            raise Malformed("json")
        return message

    async def _obey(self, message: dict[str, Any]) -> None:
        match message:
            case {"op": "ping"}:
                await self.tell({"op": "pong"})
            case {"id": bool()}:  # an integer for Python, but no number in an answer
                raise Malformed("op")
            case {"op": "ack", "id": int(number)}:
                if watch := self.watches.get(number):
                    await watch.acked()
            case {"op": "drop", "id": int(number)}:
                if watch := self.watches.get(number):
                    self._hub.drop(watch)
            case {
                "op": "watch",
                "id": int(number),
                "url": str(url),
                "have": dict(have),
            }:
                await self._watch(number, url, have, message.get("lang"))
            case _:
                raise Malformed("op")

    async def _watch(self, number: int, url: str, have: dict[Any, Any], language: Any) -> None:
        if not all(isinstance(digest, str) and name.isprintable() for name, digest in have.items()):
            raise Malformed("have")  # half a surrogate pair, which JSON may name, could not be sent back
        if former := self.watches.get(number):
            self._hub.drop(former)
        if len(self.watches) >= self._hub.settings.watches:
            raise Malformed("too many watches")
        assert self._standing is not None
        if language not in [code for code, _ in settings.LANGUAGES]:  # it may be anything, a list too
            language = self._standing.language
        await self._hub.admit_watch(self.user_id)
        watch = self.watches[number] = Watch(self, number, url, language, have)
        await self._hub.watch(watch, self._standing)

    async def _scold(self, why: str) -> None:
        self._strikes += 1
        if self._strikes >= self._hub.settings.strikes:
            await self._end_for_abuse(f"malformed messages, the last one: {why}")
        else:
            await self.tell({"op": "error", "why": why})

    async def _end_for_abuse(self, why: str) -> None:
        logger.warning(
            "A live socket of session %s is closed: %s",
            session_digest(self.session_key)[:8],
            why,
        )
        await self.end(ABUSE)

    # What the hub and its pages call

    def send_at_once(self, message: Message) -> bool:
        if self._lane is None or self._closed:
            return False
        self._lane.write_frame(message.frame)
        return True

    async def send(self, message: Message) -> None:
        if not self.send_at_once(message):
            await self._emit({"type": "websocket.send", "text": message.text})

    async def tell(self, message: dict[str, Any]) -> None:
        await self._emit({"type": "websocket.send", "text": json.dumps(message)})

    async def end(self, code: int) -> None:
        await self._emit({"type": "websocket.close", "code": code})
        self._closed = True

    async def _emit(self, event: dict[str, Any]) -> None:
        if self._closed:
            return
        try:
            await self._send(event)
        except Exception as error:  # the line broke just now; its `disconnect` is on the way
            logger.debug("A live socket could not be written to: %s", type(error).__name__)
            self._closed = True


def session_key_of(headers: dict[str, str]) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def origin_is_ours(headers: dict[str, str]) -> bool:
    """Whether the page that opened the socket came from here.

    Compared with the host that was asked, so that `ALLOWED_HOSTS = ["*"]` does not let every site in.
    """
    origin, host = headers.get("origin", ""), headers.get("host", "")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        asked, coming = urlsplit(f"//{host}").hostname or "", urlsplit(origin).netloc
    except ValueError:
        return False
    allowed = settings.ALLOWED_HOSTS or [".localhost", "127.0.0.1", "[::1]"]
    return coming == host != "" and validate_host(asked, allowed)
