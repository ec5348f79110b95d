"""Child processes that end with this one, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class CannotStart(Exception):
    """Something that the panel needs cannot be started; the message is a sentence for the person who waits."""


@dataclass(frozen=True)
class Owner:
    """The account that a child runs under when this process is root."""

    uid: int
    gid: int

    def as_arguments(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def spawn(
    command: Sequence[str | Path],
    *,
    last_signal: signal.Signals = signal.SIGTERM,
    owner: Owner | None = None,
    **arguments: Any,
) -> "subprocess.Popen[bytes]":
    """Start `command` in its own session; the kernel sends it `last_signal` when this process is gone.

    Its own session keeps Ctrl+C away from it: only its parent decides in which order things stop.
    """
    parent = os.getpid()

    def tie_to_parent() -> None:
        if _libc:
            _libc.prctl(_PR_SET_PDEATHSIG, last_signal)
        if os.getppid() != parent:  # the parent died before the tie was made
            os._exit(1)

    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=tie_to_parent,
        **(owner.as_arguments() if owner else {}),
        **arguments,
    )


def end(process: "subprocess.Popen[bytes]", *signals: signal.Signals, patience: float = 20) -> None:
    """Send `signals` one after the other until `process` is gone, waiting `patience` seconds after each."""
    for number in signals:
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue


class Kept:
    """A child that is started again when it ends by itself; `look` sees to that, in the thread that made it.

    A child that ends again and again is started ever more rarely.
    """

    _LONGEST_PAUSE = 60.0  # seconds
    _HEALTHY = 30.0  # seconds; one that lived this long is started again at once

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._command = command
        self._pause = 0.5

    def __enter__(self) -> "Kept":
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        end(self._process, signal.SIGTERM, signal.SIGKILL)

    def _start(self) -> None:
        self._process, self._begun = spawn(self._command), time.monotonic()

    def look(self) -> None:
        """Start it again if it ended and its pause is over."""
        if self._process.poll() is None:
            if time.monotonic() - self._begun > self._HEALTHY:
                self._pause = 0.5
        elif time.monotonic() - self._begun > self._pause:
            print(f"The worker ended, with status {self._process.returncode}; it is started again.", file=sys.stderr)
            self._pause = min(self._pause * 2, self._LONGEST_PAUSE)
            self._start()
