"""The panel's `manage.py`: Django's command line, which in a checkout needs no variables at all."""

import os
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import OperationalError

from .children import CannotStart
from .local import connect_singly, local_database
from .memory import collect_late

# Commands that build; they work anywhere, and so take the development keys where there are no others.
BUILDING = {"collectstatic", "compilemessages", "makemessages", "makemigrations"}
_SERVING = {"runserver", "worker"}  # with many threads
_WITHOUT_DATABASE = BUILDING | {"check", "diffsettings", "help"}


def main(arguments: Sequence[str] = sys.argv) -> None:
    """Run a command; where no variable names a database or a host it is one for the local panel."""
    collect_late()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    is_local = not (os.environ.get("DATABASE_URL") or os.environ.get("ALLOWED_HOSTS"))
    if is_local or command in BUILDING:
        os.environ.setdefault("DEMO", "on")
    if not is_local or command in _WITHOUT_DATABASE or command.startswith("-"):
        _execute(arguments)
        return
    try:
        with local_database(join=True):
            _execute(arguments)
    except CannotStart as fault:
        sys.exit(str(fault))


def _execute(arguments: Sequence[str]) -> None:
    settings.BESIDE_THE_SERVER = "runserver" not in arguments[1:2]  # whose tabs must hear of what is changed here
    if not _SERVING & {*arguments[1:2]}:
        connect_singly()
    try:
        execute_from_command_line(list(arguments))
    except OperationalError as fault:
        sys.exit(f"The database does not answer: {str(fault).strip().splitlines()[0]}")
