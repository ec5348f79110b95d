"""`make run`: database, migrations, demo data, static files, server and worker, all of which end with it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import django
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from whitenoise.storage import MissingFileError

from .children import CannotStart, Kept, end, spawn
from .local import CHECKOUT, close_connections, connect_singly, local_database
from .memory import collect_late

HOST = "127.0.0.1"
_START_SECONDS = 30
_STOP_SECONDS = 15
_LOOK_SECONDS = 0.5  # between two looks at whether the children live


class _Stopped(BaseException):
    """A signal asked the run to end."""


_asked_to_stop = threading.Event()  # an exception of a signal is lost if it comes while an object is being thrown away


def main() -> int:
    collect_late()
    _end_on_signals()
    try:
        _run()
    except CannotStart as fault:
        print(fault, file=sys.stderr)
        return 1
    except _Stopped:
        print("Stopped.")
    return 0


def _run() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
    os.environ.setdefault("DEMO", "on")
    with local_database():
        port = _free_port()
        _prepare()
        with _server(port) as server:
            print(f"\n  http://{HOST}:{port}/\n\nCtrl+C ends it.", flush=True)
            with Kept([sys.executable, CHECKOUT / "manage.py", "worker"]) as worker:
                while server.poll() is None:
                    if _asked_to_stop.is_set():
                        raise _Stopped
                    worker.look()
                    time.sleep(_LOOK_SECONDS)
            if server.returncode:
                raise CannotStart(f"The server ended by itself, with status {server.returncode}.")


def _end_on_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)  # the way out is under way; a second Ctrl+C must not break it
        _asked_to_stop.set()
        raise _Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _free_port() -> int:
    """Return the port to serve, which is the first look into the settings."""
    from kafkasder.settings import ENV

    port = ENV.port
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} cannot be used: {(error.strerror or str(error)).lower()}. "
                f"Stop what uses it, or choose another: make run PORT={port + 1}"
            ) from error
    return port


def _prepare() -> None:
    """Bring the database and the static files up to date, in this process: a new interpreter costs half a second."""
    print("Preparing the database …", flush=True)
    connect_singly()
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("demo")
        collect_static()
        close_connections()
    except DatabaseError as error:
        raise CannotStart(f"The database cannot be prepared: {_first_line(error)}") from error
    except CommandError as error:
        raise CannotStart(f"The panel cannot be prepared: {_first_line(error)}") from error
    except MissingFileError as error:
        raise CannotStart(f"The static files cannot be collected: {_first_line(error)}") from error
    except OSError as error:
        raise CannotStart(f"Cannot write {error.filename}: {error.strerror}.") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def collect_static() -> None:
    """Collect and compress the static files if one of them changed since the last time."""
    from django.conf import settings

    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    truth = _newest_source(settings.BASE_DIR)
    if not settings.DEBUG and not (stamp.exists() and stamp.read_text() == truth):
        print("Compressing the static files …", flush=True)
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)  # a torn manifest would stop the collecting itself
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(truth)


def _newest_source(checkout: Path) -> str:
    """Return a text that changes with the panel's own static files and with the packages that bring some."""
    files = [path for path in (checkout / "static").rglob("*") if path.is_file()]
    files += checkout.glob("requirements/*.txt")
    return f"{len(files)} {max(path.stat().st_mtime_ns for path in files)}"


@contextmanager
def _server(port: int) -> "Iterator[subprocess.Popen[bytes]]":
    """Run Daphne for as long as the block runs; it answers when the block begins."""
    server = spawn([sys.executable, "-m", "kafkasder.serving.server", "--host", HOST, "--port", str(port)])
    try:
        _wait_until_it_answers(server, port)
        yield server
    finally:
        end(server, signal.SIGTERM, signal.SIGKILL, patience=_STOP_SECONDS)


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/health/live", timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            raise CannotStart(f"The server answers with status {error.code}; see the lines above.") from error
        except OSError:
            time.sleep(0.02)
    raise CannotStart("The server did not start; see the lines above.")


if __name__ == "__main__":
    sys.exit(main())
