"""The database of a local run: `DATABASE_URL`'s, or else the checkout's own embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from .postgres import AlreadyRunning, Postgres

CHECKOUT = Path(__file__).resolve().parent.parent.parent
FOLDER = CHECKOUT / ".pg" / "dev"
NAME = "kafkasder"


@contextmanager
def local_database(*, join: bool = False) -> Iterator[None]:
    """Set `DATABASE_URL` to a running database for as long as the block runs.

    With `join` a command uses the embedded server of a panel that runs at the same time.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = Postgres(FOLDER)
    try:
        server.start()
    except AlreadyRunning:
        if not join:
            raise
        os.environ["DATABASE_URL"] = server.running_url(NAME)
        yield
        return
    try:
        server.create_database(NAME)
        os.environ["DATABASE_URL"] = server.url(NAME)
        yield
    finally:
        if settings.configured:
            close_connections()
        server.stop()


def connect_singly() -> None:
    """Do without the pool, which is for serving: where there is no connection it would try for ten seconds more."""
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)


def close_connections() -> None:
    """Let go of this process's connections, which else would complain about the server's end."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
