"""What all tests of the live layer stand on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group

from kafkasder.live import post
from kafkasder.live.topics import Topics

from . import panel


@pytest.fixture
def no_groups(transactional_db: None) -> None:
    """Take the roles away: these tests count groups of their own."""
    Group.permissions.through.objects.all().delete()
    Group.objects.all().delete()


@pytest.fixture(autouse=True)
def _little_panel(settings: pytest.FixtureRequest) -> None:
    settings.ROOT_URLCONF = panel.__name__  # type: ignore[attr-defined]
    panel.Weather.reset()


@pytest.fixture
def heard(transactional_db: None) -> Iterator[list[Topics]]:
    """The changes that were announced, in order."""
    found: list[Topics] = []

    def listener(message: dict[str, Any]) -> None:
        assert message["type"] == "change"
        found.append(Topics.from_wire(message["tables"]))

    post.listen(listener)
    yield found
    post.unlisten(listener)
