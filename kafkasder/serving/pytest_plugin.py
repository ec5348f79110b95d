"""A database for a run of the tests; loaded with `-p`, because Django's settings are read before any conftest.

Workers of pytest-xdist inherit the variables and share the one server; each has its own database on it. So do the parts
of `make test`, which starts the server for all of them.
"""

import os

from .memory import collect_late
from .scratch import ScratchServer

_server: ScratchServer | None = None


def pytest_unconfigure() -> None:
    if _server:
        _server.stop()


collect_late()
os.environ["DJANGO_SETTINGS_MODULE"] = "kafkasder.settings.testing"
os.environ["DEMO"] = "on"  # a local run, which needs no keys of its own; the test settings hide the demo again
if not os.environ.get("DATABASE_URL"):
    _server = ScratchServer()
    os.environ["DATABASE_URL"] = _server.url
