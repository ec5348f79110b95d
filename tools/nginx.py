"""The nginx of the tests: this machine's, or one that is installed now."""

import os
import shutil

from kafkasder.serving.children import CannotStart

from . import apt

_PLACES = os.pathsep.join(["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"])  # not on everybody's PATH


def find_nginx() -> str | None:
    """Return the path of an nginx, the one that NGINX names first of all."""
    if named := os.environ.get("NGINX"):
        return shutil.which(named)
    return shutil.which("nginx") or shutil.which("nginx", path=_PLACES)


def ensure_nginx() -> str:
    """Return the path of an nginx, installed if need be and if this account may; raise CannotStart otherwise."""
    if not find_nginx() and apt.can_install():
        print("Installing nginx for the tests …", flush=True)
        apt.install("nginx")
    if found := find_nginx():
        return found
    raise CannotStart("No nginx for the tests: install the package nginx, or name one with NGINX=/path/to/it.")
