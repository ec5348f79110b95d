"""Everything about the code that a program can judge; prints only what is wrong."""

import base64
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
_PYTHON = sys.executable
_BIN = Path(_PYTHON).parent

CHECKS: dict[str, Sequence[str | Path]] = {
    "types": [_BIN / "mypy", "."],
    "lint": [_BIN / "ruff", "check", "."],
    "format": [_BIN / "ruff", "format", "--check", "."],
    "templates": [_BIN / "djlint", "templates", "--lint", "--quiet"],
    "import floors": [_BIN / "lint-imports", "--no-cache"],
    "migrations": [_PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [_PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "texts": [_PYTHON, "-m", "tools.messages", "check"],
}


@dataclass(frozen=True)
class Result:
    name: str
    passed: bool
    output: str
    seconds: float


def main() -> int:
    results = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        for result in pool.map(_run, CHECKS):
            print(f"{'ok    ' if result.passed else 'FAILED'} {result.name} ({result.seconds:.1f} s)", flush=True)
            if not result.passed:
                print(result.output.rstrip(), flush=True)
            results.append(result)
    return 0 if all(result.passed for result in results) else 1


def _run(name: str) -> Result:
    begun = time.monotonic()
    done = subprocess.run(
        CHECKS[name],
        cwd=CHECKOUT,
        env=os.environ | (_production() if name == "deployment" else {"DEMO": "on"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    return Result(name, done.returncode == 0, done.stdout, time.monotonic() - begun)


def _production() -> dict[str, str]:
    """Return an environment with which the panel would start in production."""
    return {
        "DATABASE_URL": "postgresql://panel@127.0.0.1/kafkasder",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "FIELD_KEYS": base64.b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "panel.ornek.org",
        "DEMO": "off",
        "DEBUG": "off",
    }


if __name__ == "__main__":
    sys.exit(main())
