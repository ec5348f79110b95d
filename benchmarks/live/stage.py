"""What a measurement needs around it: servers and tabs as child processes, people who watch, rows to change."""

import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from websockets.sync.client import connect

from kafkasder.serving.children import end, spawn
from kafkasder.serving.redis import free_port

ORDER_PATH = "/order"
PAGE = "/haneler/"
SOCKET_PATH = "/canli/akis/"
ROLE = "admin"
VIEWERS = 500  # each with a session; at 10,000 tabs that makes 20 for each, where the panel allows 40
_FRAGMENT = re.compile(r'data-live="([^"]+)" data-live-digest="([^"]+)"')
_TICKS = os.sysconf("SC_CLK_TCK")


def raise_file_limit() -> None:
    """Let this process and its children open as many sockets as the machine allows."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Server:
    """A server in a process of its own; what it used is read from /proc."""

    def __init__(self, command: list[str], port: int, **environment: str) -> None:
        self.port = port
        self._process = spawn([sys.executable, "-m", *command], env=os.environ | environment)
        self._wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> int:
        """Bytes that are resident."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    def stop(self) -> None:
        end(self._process, signal.SIGKILL)

    def _wait(self) -> None:
        for _ in range(600):
            assert self._process.poll() is None, "a server of the measurement ended by itself"
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("a server of the measurement does not answer")


class Panel(Server):
    """The panel itself, as production runs it, with the measuring points of `urls.py`."""

    def __init__(self, **environment: str) -> None:
        port = free_port()
        settled = {"DJANGO_SETTINGS_MODULE": "benchmarks.live.settings", "LOG_LEVEL": "WARNING", "LIVE_QUIET": "3600"}
        super().__init__(["kafkasder.serving.server", "--port", str(port)], port, **settled | environment)

    def get(self, path: str, cookie: str = "") -> str:
        return _ask(Request(f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": cookie}))

    def post(self, path: str, **data: Any) -> Any:
        return json.loads(_ask(Request(f"http://127.0.0.1:{self.port}{path}", urlencode(data).encode())))

    def page(self, path: str, cookie: str) -> dict[str, Any]:
        """Load a page as a browser does; the answer is what a tab needs in order to watch it.

        Parts of the frame that belong to other pages, such as the bell, are left to these.
        """
        own = json.loads(self.get(f"/canli/parcalar/?{urlencode({'url': path})}", cookie))
        shown = dict(_FRAGMENT.findall(self.get(path, cookie)))
        return {"url": path, "have": {name: shown[name] for name in own}}

    @property
    def counters(self) -> dict[str, Any]:
        return json.loads(self.get("/olcum/sayac/"))

    def rest(self) -> dict[str, Any]:
        """Wait until the hub has nothing to do; the answer is what it has done by then."""
        while (counters := self.counters)["busy"]:
            time.sleep(0.03)
        return counters


def _ask(request: Request) -> str:
    with urlopen(request, timeout=60) as answer:
        return answer.read().decode()


class Broadcaster(Server):
    """A server that sends to every tab what it is given: `bare` or `idiom`."""

    def __init__(self, kind: str) -> None:
        port = free_port()
        daphne = ["daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0", "benchmarks.live.idiom:application"]
        super().__init__(["benchmarks.live.bare", str(port)] if kind == "bare" else daphne, port)
        self._stack = ExitStack()
        orders = connect(f"ws://127.0.0.1:{port}{ORDER_PATH}", compression=None, max_size=None)
        self._orders = self._stack.enter_context(orders)

    def stop(self) -> None:
        self._stack.close()
        super().stop()

    def broadcast(self, text: str) -> float:
        """Send `text` to all tabs; the answer is the moment at which the server began."""
        self._orders.send(text)
        return float(self._orders.recv())


class Crowd:
    """The tabs, in one process."""

    def __init__(self, **plan: Any) -> None:
        self.count = 0
        self._plan = plan
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.live.tabs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def order(self, do: str, **details: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps({"do": do} | details), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def grow(self, count: int, **details: Any) -> None:
        """Open tabs until there are `count`."""
        missing = self.order("open", count=count - self.count, **self._plan | details)["missing"]
        assert not missing, f"{missing} of {count} tabs did not come in"
        self.count = count


def live_plan(panel: Panel, cookies: list[str], **more: Any) -> dict[str, Any]:
    """How tabs of the panel behave."""
    origin = f"http://127.0.0.1:{panel.port}"
    return {"address": f"ws://127.0.0.1:{panel.port}{SOCKET_PATH}", "origin": origin, "cookies": cookies} | more


@dataclass
class Stage:
    """The registry, those who watch it, and the row that is changed."""

    cookies: list[str]
    writer: int
    _priorities: dict[int, str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> list[int]:
        """The households on the page that is watched."""
        from beneficiaries.models import Household

        return list(
            Household.objects.exclude(status="archived")
            .order_by("-created_at", "-pk")
            .values_list("pk", flat=True)[:25]
        )

    def save(self, panel: Panel, row: int = 0) -> float:
        """Change one row of the page; the answer is the moment just before the commit."""
        household = self.rows[row]
        priority = self._priorities[household] = "normal" if self._priorities.get(household) == "urgent" else "urgent"
        return self.write(panel, "household", household, priority=priority)

    def write(self, panel: Panel, kind: str, pk: int, **value: str) -> float:
        """Save one field of a household or a person."""
        [(field_name, text)] = value.items()
        details = {"kind": kind, "pk": pk, "field": field_name, "value": text, "by": self.writer}
        return panel.post("/olcum/kaydet/", **details)["began"]


@contextmanager
def stage(people: int) -> Iterator[Stage]:
    """Fill the database that `DATABASE_URL` names."""
    from django.core.management import call_command
    from django.db import connection

    from beneficiaries.models import Beneficiary

    call_command("migrate", verbosity=0)
    missing = people - Beneficiary.objects.count()
    if missing > 0:
        call_command("generate_people", missing, verbosity=0)
    cookies, writer = _make_viewers()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    try:
        yield Stage(cookies, writer)
    finally:
        connection.close()
        connection.close_pool()  # or its threads complain of the database that goes away


def _make_viewers() -> tuple[list[str], int]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Group

    from accounts.models import User
    from accounts.sessions import SessionStore

    role = Group.objects.get(name=ROLE)
    cookies = []
    for number in range(VIEWERS):
        user = User.objects.create_user(f"izleyen{number}@example.org", full_name=f"İzleyen {number}")
        user.groups.add(role)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.start_clock()
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return cookies, user.pk
