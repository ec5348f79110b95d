"""The panel's own server as a child process on the test database, for tests that want real parts."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User
from kafkasder.serving.children import end, spawn
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


def session_key(user: User) -> str:
    """Sign `user` in and return the key of the session."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
