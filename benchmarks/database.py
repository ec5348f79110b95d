"""The database of a measurement: the one of `DATABASE_URL`, or one that is thrown away afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database(*, durable: bool = False) -> Iterator[None]:
    """Set the environment for Django, with a real PostgreSQL; call `django.setup()` inside."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kafkasder.settings.testing"
    os.environ.setdefault("DEMO", "on")  # a local run: no keys of its own
    if os.environ.get("DATABASE_URL"):
        yield
        return
    from kafkasder.serving.postgres import Postgres

    with tempfile.TemporaryDirectory(prefix="kafkasder-benchmark-") as folder:
        Path(folder).chmod(0o755)
        server = Postgres(Path(folder) / "pg", durable=durable).start()
        try:
            os.environ["DATABASE_URL"] = server.url("postgres")
            yield
        finally:
            server.stop()
