"""`make test`: the quality of the code and all tests, in two lanes beside each other.

Browser journeys and faults are runs of their own and mostly wait: for a browser, a restart, a line that is cut. Beside
them the other tests use what is left of the processors, and no more than that: what measures times goes first.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
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
LANES: list[dict[str, list[str]]] = [
    # One more than there are cores, as tests of starting and serving wait for other processes.
    {"tests": ["nice", "-n", "10", *_PYTEST, "-n", str(_WORKERS + 1), "--dist", "worksteal", "tests"]},
    {
        "quality": [sys.executable, "-m", "tools.quality"],
        "faults": [*_PYTEST, "-n", "2", "tests/faults"],
        "browser": [*_PYTEST, "-n", str(_WORKERS), "tests/browser"],
    },
]
_printing = threading.Lock()


def main() -> int:
    with ExitStack() as stack:
        try:
            environment = _environment(stack)
        except CannotStart as fault:
            print(fault, file=sys.stderr)
            return 1
        with ThreadPoolExecutor(len(LANES)) as pool:
            lanes = pool.map(lambda lane: [_run(name, lane[name], environment) for name in lane], LANES)
            results = [result for lane in lanes for result in lane]
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
    """Run a part and print what it said when it has ended, so that no two talk at once."""
    begun = time.monotonic()
    with _printing:
        print(f"{name} …", flush=True)
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            command, cwd=CHECKOUT, env={**environment, "TEST_PART": name}, stdout=said, stderr=subprocess.STDOUT
        )
        took = time.monotonic() - begun
        said.seek(0)
        with _printing:
            print(f"\n── {name} ──\n{said.read()}", flush=True)
    return name, done.returncode == 0, took


if __name__ == "__main__":
    sys.exit(main())
