"""Daphne that drains: told to stop, it takes no more requests, finishes those it has, and then ends for certain.

Plain Daphne cuts requests short on SIGTERM, and can wait for ever for a thread of a dead event loop. It also has no
end for what a connection may cost; `connections` sets one.
"""

import argparse
import logging
import os
import resource
import sys
import time
from contextlib import suppress
from typing import Any, NoReturn

import daphne.server
from daphne.cli import CommandLineInterface
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import defer, reactor

from .connections import FAST_LANE, MESSAGE_BYTES, LiveProtocol, Turnstile
from .memory import collect_late

_ANSWER_SECONDS = 120  # in which the application answers a request; one under way is cut short after it
_BACKLOG = 2048  # connections that wait to be accepted: after a restart every tab comes back
_CLOSE_SECONDS = 5  # for a close frame to get out and be answered
_SPARE_FILES = 200  # for the database, uploads, templates; all other files may be connections
_SERVICE_RESTART = 1012  # a close code on which browsers come back by themselves
_POLL_SECONDS = 0.05
_log = logging.getLogger(__name__)


class DrainingServer(Server):
    """Daphne's server with an orderly end."""

    drain_seconds: float = 8

    def __init__(self, *args: Any, **options: Any) -> None:
        options["http_timeout"] = options.get("http_timeout") or _ANSWER_SECONDS
        # The largest message is meant for both directions here; what comes in `LiveProtocol` measures.
        options |= {"websocket_max_message_size": 0, "websocket_max_frame_size": MESSAGE_BYTES}
        super().__init__(*args, **options)
        self.endpoints = [f"{each}:backlog={_BACKLOG}" if each.startswith("tcp:") else each for each in self.endpoints]
        self._ports: list[Any] = []

    def listen_success(self, port: Any) -> None:
        """Keep the port, which Daphne forgets as soon as it listens."""
        super().listen_success(port)
        self._ports.append(port)

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """Offer the live layer the short ways of a socket."""
        if isinstance(protocol, LiveProtocol):
            scope["extensions"] = {**scope.get("extensions", {}), FAST_LANE: protocol}
        return super().create_application(protocol, scope)

    def kill_all_applications(self) -> defer.Deferred[None]:
        """Drain; the reactor calls this before it shuts down and waits for the answer."""
        for port in self._ports:
            port.stopListening()
        for protocol in list(self.connections):
            if isinstance(protocol, WebSocketProtocol) and protocol.state == protocol.STATE_OPEN:
                protocol.sendCloseFrame(code=_SERVICE_RESTART)
        drained: defer.Deferred[None] = defer.Deferred()
        self._wait(drained, time.monotonic() + self.drain_seconds)
        return drained

    def _wait(self, drained: defer.Deferred[None], deadline: float) -> None:
        unfinished = self._unfinished()
        if unfinished and time.monotonic() < deadline:
            reactor.callLater(_POLL_SECONDS, self._wait, drained, deadline)  # type: ignore[arg-type]
            return
        if unfinished:
            _log.warning("%d requests were cut short after %s seconds", unfinished, self.drain_seconds)
        drained.callback(None)

    def _unfinished(self) -> int:
        instances = (details.get("application_instance") for details in self.connections.values())
        return sum(1 for instance in instances if instance and not instance.done())


class _SocketFactory(WebSocketFactory):
    protocol = LiveProtocol

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Say why, with a close code, and let a busy moment pass before giving up that it arrives.
        self.setProtocolOptions(failByDrop=False, closeHandshakeTimeout=_CLOSE_SECONDS)


# Daphne's server makes its factories by these names and has no other place to name them.
daphne.server.HTTPFactory = Turnstile
daphne.server.WebSocketFactory = _SocketFactory


def make_room() -> None:
    """Let this process hold as many connections as the machine permits."""
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # some systems name a limit up to which they do not go
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        files = most
    if files == resource.RLIM_INFINITY:
        files = sys.maxsize
    Turnstile.room = max(files - _SPARE_FILES, files // 2)


class _CommandLine(CommandLineInterface):
    server_class = DrainingServer


def main() -> NoReturn:
    """Serve the panel until a signal."""
    collect_late()
    arguments = argparse.ArgumentParser(prog="python -m kafkasder.serving.server", description=__doc__)
    arguments.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    arguments.add_argument("--port", type=int, help="the port to listen on (default: PORT)")
    options = arguments.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
    from kafkasder.settings import ENV

    DrainingServer.drain_seconds = ENV.drain_seconds
    serve(
        [
            *("--bind", options.host, "--port", str(options.port or ENV.port)),
            *("--verbosity", "0"),  # no access log: addresses may hold what somebody searched for
            *(["--proxy-headers"] if ENV.proxies else []),
            "kafkasder.asgi:application",
        ]
    )


def serve(arguments: list[str]) -> NoReturn:
    """Serve by Daphne's own `arguments`, and leave the process in the end."""
    make_room()
    command_line = _CommandLine()
    command_line.run(arguments)
    logging.shutdown()
    sys.stdout.flush()
    os._exit(1 if command_line.server.abort_start else 0)  # threads that still wait must not hold the process


if __name__ == "__main__":
    main()
