"""A provider of the assistant's protocol on this machine: chat completions as a stream of events, whole and broken."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "ornek-model"
KEY = "sk-ornek-anahtar-0123456789-abcd"


@dataclass
class Provider:
    """How the server answers; each test says what it wants otherwise. `asked` are the bodies of what came."""

    address: str = ""
    pieces: list[str] = field(default_factory=lambda: ["Merhaba", ", koliler", " hazır."])
    title: str = "Koli sorusu"
    pause: float = 0.0  # seconds before each piece
    usage: tuple[int, int] | None = (40, 12)
    finish: str | None = "stop"
    status: int = 200
    error: dict[str, Any] | None = None
    body: bytes | None = None  # instead of all events
    cut_after: int | None = None  # pieces; then the line is closed in the midst of one
    bad_event: bytes | None = None  # after the first piece
    knows_usage: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    open_lines: int = 0
    gone: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    waits_after: int | None = None  # pieces; then it waits for `go_on`

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://").removesuffix("/v1")

    def words_asked(self, index: int = -1) -> str:
        return "\n".join(each["content"] for each in self.asked[index]["messages"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: Provider

    def do_POST(self) -> None:
        provider = self.provider
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        provider.asked.append(asked)
        provider.headers.append({name.lower(): value for name, value in self.headers.items()})
        if self.path != "/v1/chat/completions":
            return self._whole(404, b'{"error": {"message": "no such path"}}')
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._fault(401, {"message": "Incorrect API key provided: sk-***", "code": "invalid_api_key"})
        if asked["model"] != MODEL:
            return self._fault(404, {"message": "The model does not exist", "code": "model_not_found"})
        if "stream_options" in asked and not provider.knows_usage:
            return self._fault(400, {"message": "Unknown parameter: stream_options", "param": "stream_options"})
        if provider.status != 200:
            return self._fault(provider.status, provider.error or {"message": "away"})
        if provider.body is not None:
            return self._whole(200, provider.body)
        self._stream(asked)
        return None

    def _fault(self, status: int, error: dict[str, Any]) -> None:
        self._whole(status, json.dumps({"error": error}).encode())

    def _whole(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, asked: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.provider.open_lines += 1
        try:
            for event in self._events(asked):
                self._chunk(event)
            self._chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")
        except (_Cut, OSError):
            self.close_connection = True
            self.provider.gone.set()
        finally:
            self.provider.open_lines -= 1

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def _events(self, asked: dict[str, Any]) -> Iterator[bytes]:
        provider = self.provider
        is_title = "başlığı" in asked["messages"][0]["content"]
        for index, piece in enumerate([provider.title] if is_title else provider.pieces):
            self._wait(index, is_title)
            if provider.cut_after == index and not is_title:
                self.wfile.write(b'40\r\ndata: {"id": "c", "choices": [{"del')
                self.wfile.flush()
                raise _Cut
            yield _event(
                choices=[{"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}]
            )
            if provider.bad_event is not None and index == 0:
                yield provider.bad_event
        if provider.finish:
            yield _event(choices=[{"index": 0, "delta": {}, "finish_reason": provider.finish}])
        if provider.usage and "stream_options" in asked:
            prompt, completion = provider.usage
            usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
            yield _event(choices=[], usage=usage)

    def _wait(self, index: int, is_title: bool) -> None:
        """Wait as the test wants; whoever asked may go meanwhile, which the next write finds out."""
        if is_title:
            return
        time.sleep(self.provider.pause)
        while self.provider.waits_after == index and not self.provider.go_on.wait(0.05):
            self._chunk(b": still there\n\n")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


class _Cut(Exception):
    """The line is closed."""


def _event(**values: Any) -> bytes:
    whole = {"id": "c-1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, **values}
    return b"data: " + json.dumps(whole).encode() + b"\n\n"


@contextmanager
def running_provider(**options: Any) -> Iterator[Provider]:
    """Run a provider on a port of its own in a thread."""
    provider = Provider(**options)
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    provider.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.go_on.set()
        server.shutdown()
        server.server_close()
