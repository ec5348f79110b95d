"""The settings of the browser's server: those of the tests, with the pages that nobody meets on purpose."""

from kafkasder.settings.testing import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
