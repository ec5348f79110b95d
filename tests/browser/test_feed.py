"""A calendar program that people use reads the feed of a running panel."""

import os
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from tasks.services import change_state
from tasks.services.feeds import make_feed
from tests.factories import make_user
from tests.tasks.rows import make_task

_CONFIG = """
[general]
status_path = "{folder}/status/"
[pair tasks]
a = "panel"
b = "disk"
collections = null
conflict_resolution = "a wins"
[storage panel]
type = "http"
url = "{address}"
[storage disk]
type = "filesystem"
path = "{folder}/events/"
fileext = ".ics"
"""


@pytest.mark.usefixtures("transactional_db")
def test_vdirsyncer_keeps_a_calendar_in_step(server: str, tmp_path: Path) -> None:
    me = make_user("staff")
    task = make_task(me, title="Kömür teslimatı", responsible=me, due_on=date(2040, 12, 15), due_time=time(14, 30))
    (tmp_path / "events").mkdir()
    config = tmp_path / "config"
    config.write_text(_CONFIG.format(folder=tmp_path, address=f"{server}/takvim/{make_feed(by=me)}.ics"))

    def run(command: str) -> int:
        program = [sys.executable, "-m", "vdirsyncer", "-c", str(config), command, "tasks"]
        return subprocess.run(program, env=os.environ, input=b"y\n", capture_output=True).returncode

    def events() -> str:
        return "\n".join(path.read_text() for path in (tmp_path / "events").iterdir())

    assert run("discover") == 0
    assert run("sync") == 0
    assert "SUMMARY:Kömür teslimatı" in events()
    change_state(task=task, target="completed", by=me)
    assert run("sync") == 0
    assert "SUMMARY:✓ Kömür teslimatı" in events()
