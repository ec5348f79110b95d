"""`make test`: the quality of the code, then all tests; faults and browser journeys in runs of their own."""

import os
import subprocess
import sys
import time
from pathlib import Path

from kafkasder.serving.children import CannotStart
from kafkasder.serving.redis import Redis

from .browser import ensure_browser
from .nginx import ensure_nginx

CHECKOUT = Path(__file__).resolve().parent.parent
_MOST_WORKERS = 8


def main() -> int:
    try:
        environment = os.environ | {"CHROMIUM": ensure_browser(), "NGINX": ensure_nginx()}
        with Redis():
            pass  # it starts, so the tests that need one will find it
    except CannotStart as fault:
        print(fault, file=sys.stderr)
        return 1
    pytest = [sys.executable, "-m", "pytest", "-q", "-r", "fEs"]
    workers = min(os.cpu_count() or 2, _MOST_WORKERS)
    parts = {
        "quality": [sys.executable, "-m", "tools.quality"],
        # One more than there are cores, as tests of starting and serving wait for other processes.
        "tests": [*pytest, "-n", str(workers + 1), "--dist", "worksteal", "--durations", "10", "tests"],
        "faults": [
            *pytest,
            "-n",
            "2",
            "--durations",
            "10",
            "tests/faults",
        ],  # they mostly wait, but what they measure wants little company
        "browser": [*pytest, "-n", str(workers), "tests/browser"],
    }
    results = {name: _run(name, command, environment) for name, command in parts.items()}
    print("\n" + "\n".join(f"{name}: {result}" for name, result in results.items()))
    return 0 if all(result.startswith("passed") for result in results.values()) else 1


def _run(name: str, command: list[str], environment: dict[str, str]) -> str:
    print(f"\n── {name} ──", flush=True)
    begun = time.monotonic()
    code = subprocess.run(command, cwd=CHECKOUT, env=environment).returncode
    return f"{'FAILED' if code else 'passed'} in {time.monotonic() - begun:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
