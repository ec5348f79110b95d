import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sentry_sdk
from sentry_sdk.transport import Transport

from kafkasder.settings.env import Environment
from kafkasder.settings.sentry import start_sentry

from .child import Child, Start


class Mailbox(Transport):
    """A transport that keeps what would go to Sentry."""

    def __init__(self, options=None):
        super().__init__(options)
        self.events: list[dict] = []

    def capture_envelope(self, envelope):
        for item in envelope.items:
            self.events.append(item.payload.json)


@pytest.fixture
def sentry():
    """What Sentry would receive, exactly as it would go over the wire."""
    mailbox = Mailbox()
    start_sentry(
        Environment(sentry_dsn="https://key@sentry.invalid/1", sentry_traces=1.0, release="2026.11"),
        transport=mailbox,
    )
    yield mailbox
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


@pytest.fixture
def failing(settings):
    """Addresses at which things go wrong."""
    settings.ROOT_URLCONF = "tests.serving.failing_urls"


@pytest.fixture(scope="module")
def open_folder():
    """A folder to which every account of the machine can walk; pytest's own are for one account alone."""
    folder = Path(tempfile.mkdtemp(prefix="kafkasder-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def shared_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    child = Child(tmp_path_factory.mktemp("server") / "log", {}, None)
    yield child
    child.stop()


@pytest.fixture
def server(shared_child: Child) -> Child:
    """A server with the limits of every day."""
    shared_child.forget_log()
    return shared_child


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Start]:
    """`serve(UNREAD_SECONDS=1)` starts a server; `files` is how many it may open."""
    children: list[Child] = []

    def start(*, files: int | None = None, **numbers: float) -> Child:
        children.append(Child(tmp_path / f"{len(children)}.log", numbers, files))
        return children[-1]

    yield start
    for child in children:
        child.stop()
