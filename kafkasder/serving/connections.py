"""What one connection may cost: how much it may send, how slowly, and how much it may leave unread.

Below the application nothing pushes back: Daphne keeps for a connection whatever is written to it, and gives its
application whatever comes. Here both end somewhere. The check of what is unsent costs a healthy socket nothing, in
whatever way it is written to: the transport calls `LiveProtocol.pauseProducing` when a write leaves it full.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import autobahn.websocket.protocol
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.ws_protocol import WebSocketProtocol
from twisted.internet.protocol import Protocol
from twisted.web.http import HTTPChannel

MESSAGE_BYTES = 16_384  # of one message from a browser; the live layer's own limit is not above it
FRAGMENTS = 64  # frames in which one message may come
CONTROL_FRAMES = 50  # pings and pongs between two looks, which are two seconds apart
WAITING_MESSAGES = 200  # that the application has not taken yet
FULL_BYTES = 256 * 1024  # unsent, from which on a socket is not listened to
UNSENT_BYTES = 4 * 2**20  # of one socket, which bounds what one update may hold, too
UNREAD_SECONDS = 30  # that a socket may stay full

IDLE_SECONDS = 60  # before a request, and between two
HEADERS_SECONDS = 20  # from the first byte of a request to its last header
BODY_SECONDS = 30  # for any body, and then one second more for each …
BODY_PACE = 8 * 1024  # … bytes: 30 MB may come over 64 kbit/s
BODY_BYTES = 35 * 2**20
READ_SECONDS = 60  # in which whoever is answered has to read something

FLOODS = 4008  # as the live layer says it
FAST_LANE = "kafkasder.fast-lane"  # the name by which the live layer asks for the short ways of a socket

_TEXT, _MASKED, _LONG, _MASKED_HEAD = 0x81, 0x80, 126, 6  # of a frame, RFC 6455 section 5.2

_log = logging.getLogger(__name__)

# Half the time of a handshake went into laying out all options for a line of the debug log that is then thrown away.
autobahn.websocket.protocol.pformat = lambda options: ""  # type: ignore[assignment]


def unsent_bytes(transport: Any) -> int:
    """How much of what was written to a connection the kernel has not taken yet."""
    return len(transport.dataBuffer) - transport.offset + transport._tempDataLen  # Twisted says it nowhere else


class LiveProtocol(WebSocketProtocol):
    """A WebSocket of which each direction has an end. Whoever goes past it is closed, with one line in the log."""

    transport: Any
    hear: Callable[[bytes], bool] | None = None  # may take a message before it is put into the queue
    _full_since = 0.0
    _controls = 0

    def connectionMade(self) -> None:
        """Become the transport's producer in place of the HTTP channel, which is not needed any more."""
        super().connectionMade()
        self.transport.unregisterProducer()
        self.transport.registerProducer(self, True)
        self.transport.bufferSize = FULL_BYTES

    def connectionLost(self, *reason: Any) -> None:
        self.factory.server_class.http_factory.forget()
        super().connectionLost(*reason)

    # The short ways, for an update to a thousand tabs and for their thousand acknowledgements

    def write_frame(self, frame: bytes) -> None:
        """Send a frame that is ready, past the library, and at once if nothing is before it.

        The reactor would be told that the socket wants to write, find that it can, and be told that it is done.
        """
        if self.state != self.STATE_OPEN:
            return
        transport, sent = self.transport, 0
        if not unsent_bytes(transport):
            with suppress(OSError):  # it is full, or the line is lost, which the transport notices
                sent = transport.socket.send(frame)
        if sent != len(frame):
            transport.write(frame[sent:])

    def dataReceived(self, data: bytes) -> None:
        """Take a short message that comes alone as it is; the library takes whatever else comes."""
        text = self._lone_text(data)
        if text is None:
            super().dataReceived(data)
        elif self.application_queue.empty() and self.hear and self.hear(text):
            self.last_ping = time.time()
        else:
            self.onMessage(text, False)

    def _lone_text(self, data: bytes) -> bytes | None:
        """The text of exactly one small masked frame, between messages, on an open socket."""
        size = len(data) - _MASKED_HEAD
        if not 0 < size < _LONG or data[0] != _TEXT or data[1] != _MASKED | size:
            return None
        if self.state != self.STATE_OPEN or self.data or self.current_frame is not None or self.inside_message:
            return None
        mask = (data[2:6] * (size // 4 + 1))[:size]
        text = (int.from_bytes(mask, "big") ^ int.from_bytes(data[6:], "big")).to_bytes(size, "big")
        return text if text.isascii() else None

    # What it does not read

    def pauseProducing(self) -> None:
        """Called at every write to a socket that is full: who does not read is not listened to."""
        if not self._full_since:
            self._full_since = time.monotonic()
            self.transport.pauseProducing()
        if unsent_bytes(self.transport) > UNSENT_BYTES:
            self._abort("it does not read")

    def resumeProducing(self) -> None:
        """Called when all is sent."""
        self._full_since = 0.0
        self.transport.resumeProducing()

    def stopProducing(self) -> None:
        """Called when the line is gone."""

    def check_timeouts(self) -> None:
        """Look after the socket; Daphne calls this every two seconds."""
        self._controls = 0
        if self._full_since and time.monotonic() - self._full_since > UNREAD_SECONDS:
            self._abort("it does not read")
        elif self.state == self.STATE_OPEN and "application_instance" not in self.server.connections.get(self, ()):
            self.sendCloseFrame(code=1011)  # its application is gone: nobody would ever close it
        else:
            super().check_timeouts()

    # What it sends

    def onMessageFrameBegin(self, length: int) -> None:
        # Not by the `maxMessagePayloadSize` of the library, which would be the limit of what we send, too.
        super().onMessageFrameBegin(length)
        if self.failedByMe:
            return
        if self.message_data_total_length > MESSAGE_BYTES:
            self._fail_connection(self.CLOSE_STATUS_CODE_MESSAGE_TOO_BIG, "message too big")
        elif len(self.message_data) > FRAGMENTS:
            self._fail_connection(self.CLOSE_STATUS_CODE_MESSAGE_TOO_BIG, "message in too many fragments")

    def onMessageFrame(self, payload: Any) -> None:
        """Gather a frame as one piece, also an empty one, so that fragments can be counted."""
        pieces: Any = [b"".join(payload)]
        super().onMessageFrame(pieces)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        if self.state != self.STATE_OPEN:
            return
        if self.application_queue.qsize() < WAITING_MESSAGES:
            super().onMessage(payload, isBinary)
        else:
            self._refuse("it sends faster than it is served")

    def onPing(self, payload: bytes) -> None:
        if self._allows_control():
            super().onPing(payload)

    def onPong(self, payload: bytes) -> None:
        if self._allows_control():
            super().onPong(payload)

    def _allows_control(self) -> bool:
        self._controls += 1
        if self._controls == CONTROL_FRAMES:
            self._refuse("it floods with pings")
        return self._controls < CONTROL_FRAMES

    # Ends

    def _fail_connection(self, code: int = 1001, reason: str = "") -> None:
        """Close for a fault of the protocol. The reasons are the library's own words, with numbers at most."""
        if self.state == self.STATE_OPEN:
            _log.warning("A socket is closed with %d: %s", code, reason)
        super()._fail_connection(code, reason)

    def _refuse(self, why: str) -> None:
        if self.state == self.STATE_OPEN:
            _log.warning("A socket is closed with %d: %s", FLOODS, why)
            self.sendCloseFrame(code=FLOODS)

    def _abort(self, why: str) -> None:
        """Cut the line of somebody who would not read a close frame either."""
        if self.state != self.STATE_CLOSED:
            _log.warning("A socket is cut off: %s", why)
            self.dropConnection(abort=True)


class PacedChannel(HTTPChannel):
    """An HTTP connection whose bytes must come at a pace: a byte now and then buys no time."""

    transport: Any
    factory: Any
    _savedTimeOut: Any
    _in_request = False
    _refused = False
    _body_began = 0.0
    _body_bytes = 0
    _unsent_before = 0

    def connectionMade(self) -> None:
        self.factory.remember()
        super().connectionMade()

    def connectionLost(self, *reason: Any) -> None:
        self.factory.forget()
        super().connectionLost(*reason)

    def resetTimeout(self) -> None:
        """Not at every byte, as Twisted would."""

    def dataReceived(self, data: bytes) -> None:
        if self._refused:
            return
        if not self._in_request and not self._handlingRequest:
            self._in_request = True
            self.setTimeout(HEADERS_SECONDS)
        super().dataReceived(data)

    def allHeadersReceived(self) -> None:
        super().allHeadersReceived()
        self._body_began, self._body_bytes = time.monotonic(), 0
        self.setTimeout(BODY_SECONDS)
        if (self.length or 0) > BODY_BYTES:
            self._answer_at_once("413 Content Too Large")

    def rawDataReceived(self, data: bytes) -> None:
        if self._refused:
            return
        if not self._handlingRequest:  # what comes meanwhile belongs to a next request
            self._body_bytes += len(data)
            if self._body_bytes > BODY_BYTES:
                self._answer_at_once("413 Content Too Large")
                return
            deadline = self._body_began + BODY_SECONDS + self._body_bytes / BODY_PACE
            self.setTimeout(max(0.0, deadline - time.monotonic()))
        super().rawDataReceived(data)

    def lineLengthExceeded(self, line: bytes) -> None:
        self._answer_at_once("431 Request Header Fields Too Large")

    def requestDone(self, request: Any) -> None:
        self._in_request, self._savedTimeOut, self._unsent_before = False, IDLE_SECONDS, 0
        super().requestDone(request)

    def loseConnection(self) -> None:
        """Close when all is sent, but do not wait for that for ever."""
        self.setTimeout(READ_SECONDS)
        super().loseConnection()

    def timeoutConnection(self) -> None:
        unsent = unsent_bytes(self.transport)
        if self._in_request and not self._refused:
            self._answer_at_once("408 Request Timeout")
        elif unsent and unsent != self._unsent_before:  # a slow reader of a long answer is no idler
            self._unsent_before = unsent
            self.setTimeout(READ_SECONDS)
        elif unsent:
            self.transport.abortConnection()
        else:
            self.transport.loseConnection()

    def _answer_at_once(self, status: str) -> None:
        """Answer before the request is complete; what still comes is not looked at."""
        _log.warning("A request is refused: %s", status)
        self._refused = True
        self.transport.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        self.setTimeout(1)  # and then the end: closed at once, the answer could be lost with what was not read


class PlainRequest(WebRequest):
    """A request whose body is the application's business.

    Twisted would read the body of a form as an e-mail: 30 MB of short lines stop for many seconds the one thread that
    all sockets share.
    """

    content: Any
    args: Any

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        self.content.seek(0)
        self.method, self.uri, self.clientproto = command, path, version
        self.path, self.args = path.partition(b"?")[0], {}
        self.process()


class Turnstile(HTTPFactory):
    """Lets in as many connections as the process has room for, and tells the others to come later."""

    protocol: Any = PacedChannel
    room = 1000

    def __init__(self, server: Any) -> None:
        super().__init__(server)
        self.timeOut = IDLE_SECONDS
        self.inside = 0
        self._said_at = -60.0

    def buildProtocol(self, addr: Any) -> Any:
        if self.inside < self.room:
            protocol = super().buildProtocol(addr)
            protocol.requestFactory = PlainRequest
            return protocol
        if time.monotonic() - self._said_at >= 60:
            self._said_at = time.monotonic()
            _log.warning("There is no room for more than %d connections: the others are turned away", self.room)
        return Regret()

    def remember(self) -> None:
        self.inside += 1

    def forget(self) -> None:
        self.inside -= 1


class Regret(Protocol):
    """Tells a client to come back later."""

    transport: Any

    def connectionMade(self) -> None:
        self.transport.write(
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        self.transport.loseConnection()
