"""Django's own `migrate`, which makes no model anew that an operation does not touch.

Django makes anew whatever is related to the model of an operation, and by way of the people's table that is everything:
nine tenths of the time of a first start. To change tables it takes only the model itself. Code of ours in a migration
still meets models that are all up to date, as Django makes them for it where a state calls itself delayed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with only_what_is_touched():
            super().handle(*args, **options)


@contextmanager
def only_what_is_touched() -> Iterator[None]:
    """Let states of migrations make anew only the models that operations touch, for as long as the block runs."""
    whole = ProjectState._find_reload_model  # type: ignore[attr-defined]
    ProjectState._find_reload_model = _itself  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState._find_reload_model = whole  # type: ignore[attr-defined]


def _itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    state.is_delayed = True
    return {(app_label, model_name)}
