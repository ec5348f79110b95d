"""A checkout of its own for tests that start the panel for real."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from kafkasder.serving.redis import free_port

_LEFT_OUT = (".*", "node_modules", "staticfiles", "media", "tests", "benchmarks", "docs", "screens")

ENDS_WITHIN = 120  # seconds: its lane stands back for the browser journeys beside it


class Checkout:
    """A copy of the panel's files in `folder`, with its own data."""

    def __init__(self, folder: Path):
        self.folder = folder
        shutil.copytree(settings.BASE_DIR, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True)

    def start(self, user=None, **variables) -> "Run":
        return Run(self, user, variables)

    def python(self, *arguments, **variables):
        """Run one program to its end."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment(variables),
            capture_output=True,
            text=True,
            timeout=120,
        )

    def give_to(self, account):
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def python_for(user):
    """Return the program and the variables with which `user` can run this environment's Python."""
    if not user or all(part.stat().st_mode & 0o001 for part in Path(sys.executable).resolve().parents):
        return sys.executable, {}
    machines = "/usr/bin/python3"
    ask = [machines, "-c", "import sys; print(sys.version_info[:2])"]
    if subprocess.run(ask, capture_output=True, text=True).stdout.strip() != str(sys.version_info[:2]):
        pytest.skip(f"{user.pw_name} can run no Python {sys.version_info[:2]} on this machine")
    return machines, {"PYTHONPATH": sysconfig.get_path("purelib")}


class Run:
    """A start of the panel, in a session of its own as a terminal would give it."""

    def __init__(self, checkout, user, variables):
        self.port = int(variables.setdefault("PORT", str(free_port())))
        self.begun = time.monotonic()
        python, needed = python_for(user)
        self.process = subprocess.Popen(
            [python, "-m", "kafkasder.serving.run"],
            cwd=checkout.folder,
            env=environment(variables | needed),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **({"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}),
        )

    def __enter__(self):
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line)
            if line.startswith("Ctrl+C"):
                self.seconds = time.monotonic() - self.begun
                return self
        raise AssertionError("the panel did not start:\n" + "".join(self.lines))

    def __exit__(self, *_):
        self.interrupt()

    @property
    def output(self):
        return "".join(self.lines)

    def children(self):
        """Return the process ids of all that this start brought to life."""
        return _descendants(self.process.pid)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def interrupt(self):
        """Press Ctrl+C: the whole foreground group gets the signal."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        rest, _ = self.process.communicate(timeout=ENDS_WITHIN)
        return rest

    def fails_with(self):
        """Wait for a start that must not succeed, and return what it said."""
        said, _ = self.process.communicate(timeout=60)
        assert self.process.returncode == 1, said
        assert "Traceback" not in said, said
        return said


def environment(variables):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"PYTHONUNBUFFERED": "1"} | variables


def gone(pids, within=10):
    """Whether all processes end in `within` seconds; a zombie is one that ended."""
    deadline = time.monotonic() + within
    while any(map(_alive, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def taken_port():
    """Return a socket that listens, and its port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener, listener.getsockname()[1]


def _alive(pid):
    try:
        return _state(pid)[0] != "Z"
    except OSError:
        return False


def _state(pid):
    """Return the state and the parent of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return fields[0], int(fields[1])


def _descendants(root):
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = _state(entry.name)[1]
            except OSError:
                continue
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}
