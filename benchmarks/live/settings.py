"""The settings of the panel that is measured: its own, with the measuring points among the addresses."""

from kafkasder.settings.testing import *  # noqa: F403

ROOT_URLCONF = "benchmarks.live.urls"
