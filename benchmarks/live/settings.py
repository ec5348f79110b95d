"""The settings of the panel that is measured: its own, with the measuring points among the addresses."""

import os

from kafkasder.settings.testing import *  # noqa: F403

ROOT_URLCONF = "benchmarks.live.urls"
# A look without being asked, once a minute, belongs to some measurements and disturbs the others.
LIVE = {"quiet": float(os.environ.get("LIVE_QUIET", "60"))}
