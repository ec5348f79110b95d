"""The settings of the panel that is measured: its own, with the measuring points among the addresses."""

import os

from kafkasder.settings.limits import Limit
from kafkasder.settings.testing import *  # noqa: F403

ROOT_URLCONF = "benchmarks.live.urls"
# A look without being asked, once a minute, belongs to some measurements and disturbs the others.
LIVE = {"quiet": float(os.environ.get("LIVE_QUIET", "60"))}

# One machine saves for all, and without signing in: what a flood would be is the work here.
LIMITS = {**LIMITS, "stranger": Limit(1_000_000, 60)}  # noqa: F405
