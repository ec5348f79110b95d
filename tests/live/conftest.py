"""What all tests of the live layer stand on."""

import pytest
from django.contrib.auth.models import Group

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
