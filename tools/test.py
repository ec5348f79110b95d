"""`make test`: the quality of the code, then all tests; faults and browser journeys in runs of their own.

The parts run one after the other: many tests wait for a browser, a restart or a line that is cut, and measure how long.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from kafkasder.serving.children import CannotStart
from kafkasder.serving.redis import Redis
from kafkasder.serving.scratch import ScratchServer

from .browser import ensure_browser
from .nginx import ensure_nginx

CHECKOUT = Path(__file__).resolve().parent.parent
_MOST_WORKERS = 8
_WORKERS = min(os.cpu_count() or 2, _MOST_WORKERS)
_PYTEST = [sys.executable, "-m", "pytest", "-q", "-r", "fEs", "--durations", "10"]
PARTS: dict[str, list[str]] = {
    "quality": [sys.executable, "-m", "tools.quality"],
    # One more than there are cores, as tests of starting and serving wait for other processes.
    "tests": [*_PYTEST, "-n", str(_WORKERS + 1), "--dist", "worksteal", "tests"],
    "faults": [*_PYTEST, "-n", "2", "tests/faults"],
    "browser": [*_PYTEST, "-n", str(_WORKERS), "tests/browser"],
}


def main() -> int:
    with ExitStack() as stack:
        try:
            environment = _environment(stack)
        except CannotStart as fault:
            print(fault, file=sys.stderr)
            return 1
        results = [_run(name, command, environment) for name, command in PARTS.items()]
    print("\n" + "\n".join(f"{name}: {'passed' if good else 'FAILED'} in {took:.0f} s" for name, good, took in results))
    return 0 if all(good for _name, good, _took in results) else 1


def _environment(stack: ExitStack) -> dict[str, str]:
    """Return the variables of all parts, with a database server that stops with `stack`."""
    environment = os.environ | {"CHROMIUM": ensure_browser(), "NGINX": ensure_nginx()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # dozens of processes would each compile the same modules
    with Redis():
        pass  # it starts, so the tests that need one will find it
    if not environment.get("DATABASE_URL"):
        server = ScratchServer()
        stack.callback(server.stop)
        environment["DATABASE_URL"] = server.url
    return environment


def _run(name: str, command: list[str], environment: Mapping[str, str]) -> tuple[str, bool, float]:
    print(f"\n── {name} ──", flush=True)
    begun = time.monotonic()
    done = subprocess.run(command, cwd=CHECKOUT, env={**environment, "TEST_PART": name})
    return name, done.returncode == 0, time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
