"""`make test`: the quality of the code, then all tests; browser journeys in a run of their own."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from kafkasder.serving.children import CannotStart
from kafkasder.serving.redis import Redis

CHECKOUT = Path(__file__).resolve().parent.parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MOST_WORKERS = 8


def main() -> int:
    try:
        environment = os.environ | {"CHROMIUM": find_browser()}
        with Redis():
            pass  # it starts, so the tests that need one will find it
    except CannotStart as fault:
        print(fault, file=sys.stderr)
        return 1
    pytest = [sys.executable, "-m", "pytest", "-q", "-r", "fEs"]
    workers = str(min(os.cpu_count() or 2, _MOST_WORKERS))
    parts = {
        "quality": [sys.executable, "-m", "tools.quality"],
        "tests": [*pytest, "-n", workers, "--durations", "10", "tests"],
        "browser": [*pytest, "tests/browser"],
    }
    results = {name: _run(name, command, environment) for name, command in parts.items()}
    print("\n" + "\n".join(f"{name}: {result}" for name, result in results.items()))
    return 0 if all(result.startswith("passed") for result in results.values()) else 1


def find_browser() -> str:
    """Return the path of a Chromium, installed now if need be and if this account may."""
    found = _browser()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, stdout=subprocess.DEVNULL, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        found = _browser()
    if not found:
        raise CannotStart(
            "No Chromium for the browser tests: install the package chromium, or name one with CHROMIUM=/path/to/it."
        )
    return found


def _browser() -> str | None:
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _BROWSERS)), None)


def _run(name: str, command: list[str], environment: dict[str, str]) -> str:
    print(f"\n── {name} ──", flush=True)
    begun = time.monotonic()
    code = subprocess.run(command, cwd=CHECKOUT, env=environment).returncode
    return f"{'FAILED' if code else 'passed'} in {time.monotonic() - begun:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
