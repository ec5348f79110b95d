"""The panel's `manage.py`: Django's command line, which in a checkout needs no variables at all."""

import os
import sys
from collections.abc import Sequence

from django.core.management import execute_from_command_line
from django.db import OperationalError

from .children import CannotStart
from .local import local_database

# Commands that build, and so must work where there is no database.
BUILDING = {"check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages", "makemigrations"}


def main(arguments: Sequence[str] = sys.argv) -> None:
    """Run a command; without `DATABASE_URL` it is one for the local panel."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kafkasder.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in BUILDING or not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("DEMO", "on")
    if command in BUILDING or command.startswith("-"):
        execute_from_command_line(list(arguments))
        return
    try:
        with local_database(join=True):
            execute_from_command_line(list(arguments))
    except CannotStart as fault:
        sys.exit(str(fault))
    except OperationalError as fault:
        sys.exit(f"The database does not answer: {str(fault).strip().splitlines()[0]}")
