"""The Chromium of the browser tests: this machine's, or one that is installed now."""

import os
import shutil
import subprocess

from kafkasder.serving.children import CannotStart

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """Return the path of a Chromium, the one that CHROMIUM names first of all."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _NAMES)), None)


def ensure_browser() -> str:
    """Return the path of a Chromium, installed if need be and if this account may; raise CannotStart otherwise."""
    if not find_browser() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        _apt_get("update")
        _apt_get("install", "--yes", "--no-install-recommends", "chromium")
    if found := find_browser():
        return found
    raise CannotStart(
        "No Chromium for the browser tests: install the package chromium, or name one with CHROMIUM=/path/to/it."
    )


def _apt_get(*arguments: str) -> None:
    """Run it quietly; whether it worked shows in whether there is a browser afterwards."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet=2", *arguments], stdout=subprocess.DEVNULL, env=quiet)
