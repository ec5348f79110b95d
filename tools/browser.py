"""The Chromium of the browser tests: this machine's, or one that is installed now."""

import os
import shutil

from kafkasder.serving.children import CannotStart

from . import apt

_SHELL = "chromium-headless-shell"  # the same engine without a desktop around it, which takes most of the time
_NAMES = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of a Chromium, the one that CHROMIUM names first of all."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _NAMES)), None)


def ensure_browser() -> str:
    """Return the path of a Chromium, installed if need be and if this account may; raise CannotStart otherwise."""
    if not find_browser() and apt.can_install():
        print("Installing Chromium for the browser tests …", flush=True)
        apt.install(_SHELL)
        if not find_browser():
            apt.install("chromium")  # older systems have only this one
    if found := find_browser():
        return found
    raise CannotStart(
        "No Chromium for the browser tests: install the package chromium, or name one with CHROMIUM=/path/to/it."
    )
