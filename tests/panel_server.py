"""The panel's own server as a child process on the test database, for tests that want real parts."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User
from kafkasder.serving.children import end, spawn
from kafkasder.serving.postgres import Postgres
from kafkasder.serving.redis import free_port

START_SECONDS = 30


class Server:
    """The panel's server on the database of this worker, in an environment that may differ from ours."""

    def __init__(self, redis: str, **environment: str) -> None:
        self.port = free_port()
        ours = {
            "DATABASE_URL": database_url(),
            "REDIS_URL": redis,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        }
        self._environment = os.environ | ours | environment
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it on its port, also again, and wait until it answers."""
        self.launch()
        wait_until_it_answers(self.address)

    def launch(self) -> None:
        """Start it and do not wait."""
        log = subprocess.DEVNULL if not os.environ.get("SERVER_LOG") else None
        command = [sys.executable, "-m", "kafkasder.serving.server", "--port", str(self.port)]
        self._process = spawn(command, cwd=settings.BASE_DIR, env=self._environment, stdout=log, stderr=log)

    def stop(self) -> None:
        """Stop it as a deploy does: it drains."""
        end(self._process, signal.SIGTERM, signal.SIGKILL)

    def kill(self) -> None:
        """End it as a power cut would."""
        end(self._process, signal.SIGKILL)


def wait_until_it_answers(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            return urllib.request.urlopen(f"{address}/health/live", timeout=5).close()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the server answers with {error.code}; see it with SERVER_LOG=1") from error
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not start; see why with SERVER_LOG=1")


def database_url() -> str:
    """The address of this worker's test database."""
    values: dict[str, Any] = connection.settings_dict
    account = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else "")
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgresql://{account}@{quote(values['HOST'], safe='')}{port}/{values['NAME']}"


def wait_until_idle() -> None:
    """Wait until servers are done with what closed pages asked for, which could deadlock with the cleaning up."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    quiet_looks, deadline = 0, time.monotonic() + START_SECONDS
    with connection.cursor() as cursor:
        while quiet_looks < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
            cursor.execute(f"SELECT count(*) {others} AND state <> 'idle'")
            quiet_looks = 0 if cursor.fetchone()[0] else quiet_looks + 1


@contextmanager
def copied_database() -> Iterator[tuple[Postgres, str]]:
    """A PostgreSQL that a test may stop, and the address on it of all that is in the test database now."""
    folder = Path(tempfile.mkdtemp(prefix="kafkasder-faults-"))
    folder.chmod(0o755)
    try:
        with Postgres(folder / "pg", durable=False) as server:
            server.create_database("panel")
            dump = [server.binaries / "pg_dump", "--no-owner", database_url()]
            whole = subprocess.run(dump, check=True, capture_output=True).stdout
            fill = [server.binaries / "psql", "--quiet", "--set=ON_ERROR_STOP=1", server.url("panel")]
            subprocess.run(fill, input=whole, check=True, stdout=subprocess.DEVNULL)
            yield server, server.url("panel")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def session_key(user: User) -> str:
    """Sign `user` in and return the key of the session."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
