"""The processes that write and ask while parts fail."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from django.conf import settings

from kafkasder.serving.children import spawn


class Child:
    """A module of this package that works until it is told to stop, and then tells how it went."""

    def __init__(self, module: str, *arguments: str, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", f"tests.faults.{module}", *arguments]
        self.account: Any = None
        self._process = spawn(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    async def begin(self) -> None:
        """Wait until it works."""
        assert self._process.stdout
        assert await asyncio.to_thread(self._process.stdout.readline), "the child did not start"

    async def stop(self) -> Any:
        """Stop it and return its account."""
        if self.account is None:
            self._process.send_signal(signal.SIGTERM)
            told, _ = await asyncio.to_thread(self._process.communicate, timeout=60)
            self.account = json.loads(told)
        return self.account


@asynccontextmanager
async def at_work(module: str, *arguments: str, environment: dict[str, str]) -> AsyncIterator[Child]:
    """A child that works for as long as the block runs."""
    child = Child(module, *arguments, environment=environment)
    try:
        await child.begin()
        yield child
    finally:
        await child.stop()
