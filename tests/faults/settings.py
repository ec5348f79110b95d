"""The settings of the servers that lose parts: those of the tests, in which only the patience with parts is shorter."""

import json
import os

from kafkasder.settings.testing import *  # noqa: F403

LIVE = json.loads(os.environ.get("LIVE", "{}"))
JOBS = json.loads(os.environ.get("JOBS", "{}"))
