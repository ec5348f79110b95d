"""What all tests of the live layer stand on."""

from collections.abc import Iterator

import pytest

from . import panel


@pytest.fixture(autouse=True)
def _little_panel(settings: pytest.FixtureRequest) -> Iterator[None]:
    settings.ROOT_URLCONF = panel.__name__  # type: ignore[attr-defined]
    panel.Weather.reset()
    yield
