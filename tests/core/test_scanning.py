"""The virus scanner: what it finds is refused, and so is everything while it does not answer."""

import logging
import struct
from collections.abc import Callable, Iterator
from socketserver import BaseRequestHandler, ThreadingTCPServer, ThreadingUnixStreamServer
from threading import Thread
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kafkasder.core import scanning
from kafkasder.core.files import type_of

VIRUS = b"EICAR"
heard: list[bytes] = []


class Clamd(BaseRequestHandler):
    """Speaks INSTREAM as clamd does."""

    answer: Callable[[bytes], bytes] = staticmethod(
        lambda content: b"stream: Eicar-Signature FOUND\n" if VIRUS in content else b"stream: OK\n"
    )

    def handle(self) -> None:
        with self.request.makefile("rb") as line:
            assert line.readline() == b"nINSTREAM\n"
            content = b""
            while size := struct.unpack("!L", line.read(4))[0]:
                content += line.read(size)
        heard.append(content)
        self.request.sendall(type(self).answer(content))


@pytest.fixture
def clamd(settings) -> Iterator[type[Clamd]]:
    heard.clear()

    class Handler(Clamd):
        pass

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.SCANNER_URL = f"clamd://127.0.0.1:{server.server_address[1]}"
        yield Handler
        server.shutdown()


def upload(content: bytes = b"%PDF-1.4 liste", name: str = "gizli-liste.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refused(content: bytes = b"%PDF-1.4 liste") -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        type_of(upload(content))
    return caught.value


def test_what_is_clean_is_taken_whole(clamd) -> None:
    content = b"%PDF-1.4 " + b"x" * 3_000_000
    assert type_of(upload(content)) == "application/pdf"
    assert heard == [content]


def test_what_is_infected_is_refused_and_the_log_tells_no_name(clamd, caplog) -> None:
    refusal = refused(b"%PDF-1.4 " + VIRUS)
    assert refusal.code == scanning.INFECTED
    assert "zararlı" in refusal.messages[0]
    assert "Eicar-Signature" in caplog.text
    assert "gizli" not in caplog.text


@pytest.mark.parametrize(
    "answer",
    [b"", b"\n", b"INSTREAM size limit exceeded. ERROR\n", b"stream: x ERROR\n", b"\xff\n", b"what?\n"],
)
def test_whatever_is_no_clear_answer_lets_nothing_through(clamd, answer: bytes) -> None:
    clamd.answer = staticmethod(lambda content: answer)
    assert refused().code == scanning.AWAY


def test_a_scanner_that_is_away_lets_nothing_through(settings, caplog) -> None:
    settings.SCANNER_URL = "clamd://127.0.0.1:1"
    with caplog.at_level(logging.ERROR):
        refusal = refused()
    assert refusal.code == scanning.AWAY
    assert "yeniden deneyin" in refusal.messages[0]
    assert "gizli" not in caplog.text


def test_a_scanner_that_hangs_up_in_the_middle_lets_nothing_through(clamd, monkeypatch) -> None:
    monkeypatch.setattr(clamd, "handle", lambda self: self.request.recv(10))
    assert refused(b"%PDF-1.4 " + b"x" * 3_000_000).code == scanning.AWAY


def test_a_scanner_that_is_silent_is_not_waited_for_longer_than_patience(clamd, monkeypatch) -> None:
    monkeypatch.setattr(scanning, "PATIENCE", 0.2)
    clamd.answer = staticmethod(lambda content: sleep(1) or b"stream: OK\n")
    assert refused().code == scanning.AWAY


def test_a_socket_of_the_machine(settings, tmp_path) -> None:
    place = tmp_path / "c"
    with ThreadingUnixStreamServer(str(place), Clamd) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.SCANNER_URL = f"clamd://{place}"
        assert type_of(upload())
        assert refused(b"%PDF-1.4 " + VIRUS).code == scanning.INFECTED
        server.shutdown()
    assert refused().code == scanning.AWAY


def test_without_a_scanner_nothing_is_asked(settings) -> None:
    assert not settings.SCANNER_URL
    assert type_of(upload(b"%PDF-1.4 " + VIRUS))
