"""Set a checkout up from its locks: Python packages, front-end packages, static files.

Runs on the machine's own Python before there is a `.venv`, so it needs nothing but the standard library. Each step
leaves a stamp when it is done; a step whose stamp is true is passed over without a look at the network.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import assets
from .children import CannotStart

CHECKOUT = Path(__file__).resolve().parent.parent.parent
VENV = CHECKOUT / ".venv"
LEVELS = ("run", "dev")  # each holds the packages of those before it
_OLDEST, _NEWEST = (3, 11), (3, 13)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python3 -m kafkasder.serving.setup", description=__doc__)
    arguments.add_argument("level", choices=LEVELS, help="what to be ready for: running, or developing and testing")
    try:
        set_up(arguments.parse_args().level)
    except CannotStart as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the next start continues here.", file=sys.stderr)
        return 130
    return 0


def set_up(level: str) -> None:
    """Bring the checkout up to date; raise CannotStart with a sentence where that cannot be done."""
    if not _OLDEST <= sys.version_info[:2] <= _NEWEST:
        raise CannotStart(f"Python 3.11, 3.12 or 3.13 is needed; {sys.executable} is {sys.version.split()[0]}.")
    try:
        with _one_at_a_time():
            _install_python_packages(level)
            _install_front_end_packages()
            assets.copy_assets()
            _compile_translations()
    except OSError as error:
        raise CannotStart(f"Cannot write {error.filename or CHECKOUT}: {error.strerror}.") from error


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the checkout's set-up lock; a second set-up waits for the first."""
    folder = CHECKOUT / ".local"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install_python_packages(level: str) -> None:
    level = max(level, _installed_level(), key=LEVELS.index)  # never take a developer's tools away
    if _is_installed(level):
        return
    print("Installing the Python packages; this takes about a minute …", flush=True)
    below = LEVELS[: LEVELS.index(level)]
    if _stamp(level).exists() or not any(map(_is_installed, below)):  # else what there is needs additions only
        _run(
            [sys.executable, "-m", "venv", "--clear", VENV],
            "No Python environment can be made; on Debian and Ubuntu install the package python3-venv",
        )
    # A panel may not be allowed to write there later; a developer's tools are compiled as far as they are used.
    _pip_install(_lock(level), *(["--no-compile"] if level == "dev" else []))
    _stamp(level).write_text(_truth(level))


def _is_installed(level: str) -> bool:
    return _is_true(_stamp(level), _truth(level))


def _stamp(level: str) -> Path:
    return VENV / f"{level}.stamp"


def _lock(level: str) -> Path:
    return CHECKOUT / "requirements" / f"{level}.txt"


def _truth(level: str) -> str:
    return _digest(_lock(level)) + sys.version


def _installed_level() -> str:
    return next((level for level in reversed(LEVELS) if _stamp(level).exists()), LEVELS[0])


def _pip_install(lock: Path, *options: str) -> None:
    pip: list[str | Path] = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet"]
    _run(
        [*pip, *options, "--require-hashes", "--requirement", lock],
        "The Python packages cannot be installed",
    )


def _install_front_end_packages() -> None:
    packages = CHECKOUT / "node_modules"
    stamp = packages / ".stamp"
    truth = _digest(CHECKOUT / "package-lock.json")
    if _is_true(stamp, truth):
        return
    print("Installing the front-end packages …", flush=True)
    _run([_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], "The front-end packages cannot be installed")
    stamp.write_text(truth)


def _npm() -> str:
    """Return the machine's npm, or one that is installed beside the Python packages."""
    own = VENV / "bin" / "npm"
    if not own.exists():
        if found := shutil.which("npm"):
            return found
        _pip_install(CHECKOUT / "requirements" / "node.txt")
    return str(own)


def _compile_translations() -> None:
    """Compile what is older than its source; the compiler is a package, so the environment's Python runs it."""
    for source in (CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            _run(
                [VENV / "bin" / "python", "-m", "tools.messages", "compile"],
                "The translations cannot be compiled",
            )
            return


def _run(command: Sequence[str | Path], fault: str) -> None:
    done = subprocess.run(command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        log = CHECKOUT / ".local" / "setup.log"
        log.write_text(done.stdout + done.stderr)
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()] or ["no reason was given"]
        raise CannotStart(f"{fault}: {lines[-1].strip()} (all of it: {log})")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_true(stamp: Path, truth: str) -> bool:
    return stamp.exists() and stamp.read_text() == truth


if __name__ == "__main__":
    os.umask(0o022)  # the database may run as another account, which must be able to read its programs
    sys.exit(main())
