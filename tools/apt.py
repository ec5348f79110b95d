"""What the tests need of Debian and Ubuntu beyond Python's packages, installed where this account may."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")  # asked by every package that would start a service
_START_NOTHING = "#!/bin/sh\nexit 101\n"


def can_install() -> bool:
    """Whether this account may install packages, and the machine has them this way."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> None:
    """Install `package` quietly and start none of its services; whether it worked shows in what is there afterwards."""
    with _no_service_starts():
        _apt_get("update")
        _apt_get("install", "--yes", "--no-install-recommends", package)


@contextmanager
def _no_service_starts() -> Iterator[None]:
    """Forbid services to start, unless the machine has a policy of its own."""
    try:
        with POLICY.open("x") as policy:
            policy.write(_START_NOTHING)
    except FileExistsError:
        yield
        return
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def _apt_get(*arguments: str) -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet=2", *arguments], stdout=subprocess.DEVNULL, env=quiet)
