"""The database of a worker: a copy of one that migrations made, which the runs of the same code share.

To migrate takes seconds for each worker, a copy a fraction of one. The template is named by all that migrations are
made of, so that other code never meets it; who comes first makes it, and the others wait.
"""

import hashlib
import os
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from kafkasder.serving.local import close_connections

_TEMPLATES = "template_kafkasder"
_LOCK = 7_310_458


def make() -> str:
    """Make the database that the settings name for tests, and connect to it; return the name of the one before."""
    before: str = connection.settings_dict["NAME"]
    part = os.environ.get("TEST_PART", "alone")  # of `make test`, whose parts share a server
    name = f"{connection.creation._get_test_db_name()}_{part}"  # the first half is each worker's own
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        template = _template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(name)
    return before


def drop(before: str) -> None:
    name = connection.settings_dict["NAME"]
    _use(before)
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _template(cursor: Any) -> str:
    """Return the name of the migrated database; make it, and drop those of other code, if there is none yet."""
    template = f"{_TEMPLATES}_{_code()}"
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_TEMPLATES])
    known = {name for (name,) in cursor.fetchall()}
    if template not in known:
        for old in known:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        unfinished = f"{_TEMPLATES}_unfinished"
        cursor.execute(f'CREATE DATABASE "{unfinished}" TEMPLATE template0')
        _use(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        close_connections()
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')
    return template


def _code() -> str:
    """Return a digest of what migrations are made of: the code and data of our rooms, the packages and the Python."""
    rooms = {Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR)}
    files = {path for room in rooms for kind in ("*.py", "*.csv") for path in room.rglob(kind)}
    files |= {*settings.BASE_DIR.glob("requirements/*.txt"), *(settings.BASE_DIR / "kafkasder").rglob("*.py")}
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _use(name: str) -> None:
    close_connections()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
