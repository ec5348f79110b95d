"""`make test`: the quality of the code, then all tests; faults and browser journeys in runs of their own.

Most tests wait most of the time: for a browser, a restart or a line that is cut. So the parts run in two lanes side by
side. The second measures how long things take and has the processors first; the first fills what it leaves.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from kafkasder.serving.children import CannotStart
from kafkasder.serving.redis import Redis
from kafkasder.serving.scratch import ScratchServer

from .browser import ensure_browser
from .nginx import ensure_nginx

CHECKOUT = Path(__file__).resolve().parent.parent
_MOST_WORKERS = 8
_WORKERS = min(os.cpu_count() or 2, _MOST_WORKERS)
_PYTEST = [sys.executable, "-m", "pytest", "-q", "-r", "fEs", "--durations", "10", "--dist", "worksteal"]
PARTS: dict[str, list[str]] = {
    "quality": [sys.executable, "-m", "tools.quality"],
    # One more than there are cores, as tests of starting and serving wait for other processes.
    "tests": [*_PYTEST, "-n", str(_WORKERS + 1), "tests"],
    "faults": [*_PYTEST, "-n", "2", "tests/faults"],
    "browser": [*_PYTEST, "-n", str(_WORKERS), "tests/browser"],
}


@dataclass(frozen=True)
class Lane:
    """Parts that run one after the other; `nice` is how far they stand back from others, 0 for not at all.

    What they say is printed at once if they are `aloud`, else in one piece when a part is done.
    """

    parts: tuple[str, ...]
    nice: int = 0
    aloud: bool = False


LANES = Lane(("quality", "tests"), nice=10, aloud=True), Lane(("faults", "browser"))
Result = tuple[str, bool, float]
# A part that hangs outside of its tests, which have limits of their own, ends and shows what it had said by then.
_LONGEST = 45 * 60  # seconds

_given_up = threading.Event()


def main() -> int:
    with ExitStack() as stack:
        try:
            environment = _environment(stack)
        except CannotStart as fault:
            print(fault, file=sys.stderr)
            return 1
        results = _run_all(environment)
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


def _run_all(environment: Mapping[str, str]) -> list[Result]:
    with ThreadPoolExecutor(len(LANES)) as pool:
        try:
            lanes = list(pool.map(lambda lane: _run_lane(lane, environment), LANES))
        except KeyboardInterrupt:
            _given_up.set()
            raise
    return [result for lane in lanes for result in lane]


def _run_lane(lane: Lane, environment: Mapping[str, str]) -> list[Result]:
    return [_run(name, lane, environment) for name in lane.parts if not _given_up.is_set()]


def _run(name: str, lane: Lane, environment: Mapping[str, str]) -> Result:
    """Run a part; return its name, whether it passed, and the seconds it took."""
    print(f"\n── {name} …", flush=True)
    begun = time.monotonic()
    with TemporaryFile() as said:
        good, end = False, "is done"
        try:
            done = subprocess.run(
                ["nice", "-n", str(lane.nice), *PARTS[name]],
                cwd=CHECKOUT,
                env={**environment, "TEST_PART": name},
                stdout=None if lane.aloud else said,
                stderr=None if lane.aloud else subprocess.STDOUT,
                timeout=_LONGEST,
            )
            good = done.returncode == 0
        except subprocess.TimeoutExpired:
            end = f"took longer than {_LONGEST // 60} minutes and was stopped"
        said.seek(0)
        print(f"\n{said.read().decode(errors='replace')}── {name} {end}", flush=True)
    return name, good, time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
