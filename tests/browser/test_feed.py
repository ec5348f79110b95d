"""A calendar program that people use reads the feed of a running panel."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from meetings.services import change_state as change_meeting
from meetings.services import save_meeting
from tasks.services import change_state
from tasks.services.feeds import make_feed
from tests.factories import make_user
from tests.meetings.matrix_duties import make_duty
from tests.meetings.rows import make_meeting
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


@pytest.fixture
def synced(server: str, tmp_path: Path) -> Callable[..., str]:
    """`synced(person)` has the calendar program fetch somebody's feed, and returns the events that it keeps."""
    (tmp_path / "events").mkdir()
    config = tmp_path / "config"

    def run(command: str) -> int:
        program = [sys.executable, "-m", "vdirsyncer", "-c", str(config), command, "tasks"]
        return subprocess.run(program, env=os.environ, input=b"y\n", capture_output=True).returncode

    def sync(person: Any) -> str:
        if not config.exists():
            address = f"{server}/takvim/{make_feed(by=person)}.ics"
            config.write_text(_CONFIG.format(folder=tmp_path, address=address))
            assert run("discover") == 0
        assert run("sync") == 0
        return "\n".join(path.read_text() for path in (tmp_path / "events").iterdir()).replace("\n ", "")

    return sync


@pytest.mark.usefixtures("transactional_db")
def test_vdirsyncer_takes_meetings_and_the_deadlines_of_the_law(synced: Callable[..., str]) -> None:
    organiser, member = make_user("staff"), make_user("board")
    meeting = make_meeting(organiser, people=[member], title="Kış yardımları, bütçe; seçim", place="Hunat Mah.")
    make_duty(title="Beyanname verilecek")
    kept = synced(member)
    assert "SUMMARY:Kış yardımları\\, bütçe\\; seçim" in kept
    assert "SUMMARY:Beyanname verilecek" in kept
    meeting.starts_at, meeting.ends_at = meeting.starts_at + timedelta(days=1), meeting.ends_at + timedelta(days=1)
    save_meeting(meeting=meeting, by=organiser)
    assert "SEQUENCE:1" in synced(member)
    change_meeting(meeting=meeting, target="cancelled", by=organiser, reason="Katılım az.")
    kept = synced(member)
    assert "STATUS:CANCELLED" in kept
    assert "SEQUENCE:2" in kept


@pytest.mark.usefixtures("transactional_db")
def test_vdirsyncer_keeps_a_calendar_in_step(synced: Callable[..., str]) -> None:
    me = make_user("staff")
    task = make_task(me, title="Kömür teslimatı", responsible=me, due_on=date(2040, 12, 15), due_time=time(14, 30))
    assert "SUMMARY:Kömür teslimatı" in synced(me)
    change_state(task=task, target="completed", by=me)
    assert "SUMMARY:✓ Kömür teslimatı" in synced(me)
