"""A database for a run of the tests; loaded with `-p`, because Django's settings are read before any conftest.

Workers of pytest-xdist inherit the variables and share the one server; each has its own database on it. A second
run in the same checkout gets a throw-away server.
"""

import os
import shutil
import tempfile
from pathlib import Path

from .postgres import AlreadyRunning, Postgres

_CHECKOUT = Path(__file__).resolve().parent.parent.parent
_server: Postgres | None = None
_throw_away: Path | None = None


def _start() -> Postgres:
    global _throw_away
    try:
        return Postgres(_CHECKOUT / ".pg" / "test", durable=False).start()
    except AlreadyRunning:
        _throw_away = Path(tempfile.mkdtemp(prefix="kafkasder-tests-"))
        _throw_away.chmod(0o755)
        return Postgres(_throw_away / "pg", durable=False).start()


def pytest_unconfigure() -> None:
    if _server:
        _server.stop()
    if _throw_away:
        shutil.rmtree(_throw_away, ignore_errors=True)


os.environ["DJANGO_SETTINGS_MODULE"] = "kafkasder.settings.testing"
os.environ["DEMO"] = "on"  # a local run, which needs no keys of its own; the test settings hide the demo again
if not os.environ.get("DATABASE_URL"):
    _server = _start()
    os.environ["DATABASE_URL"] = _server.url("kafkasder")
