"""Child processes that end with this one, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
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
