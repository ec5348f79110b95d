"""A database server for a run of the tests: the checkout's own, or a throw-away one beside another run."""

import shutil
import tempfile
from pathlib import Path

from .postgres import AlreadyRunning, Postgres

_CHECKOUT = Path(__file__).resolve().parent.parent.parent


class ScratchServer:
    """A started server whose data nobody needs; `stop` it in the end."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        try:
            self._server = Postgres(_CHECKOUT / ".pg" / "test", durable=False).start()
        except AlreadyRunning:
            self._folder = Path(tempfile.mkdtemp(prefix="kafkasder-tests-"))
            self._folder.chmod(0o755)
            self._server = Postgres(self._folder / "pg", durable=False).start()

    @property
    def url(self) -> str:
        return self._server.url("kafkasder")

    def stop(self) -> None:
        self._server.stop()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
