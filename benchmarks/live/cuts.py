"""Tabs on a line that is cut for two seconds again and again while others save: do all end up current, and how soon?"""

import statistics
import subprocess
import sys
import time
from contextlib import ExitStack

from kafkasder.serving.redis import free_port

from .report import Part
from .stage import PAGE, SOCKET_PATH, Crowd, Panel, Stage, live_plan

TABS = 1_000
CUTS = 4
CUT_SECONDS = 2.0
OPEN_SECONDS = 4.0
PAUSE = 0.1  # between two saves
LIMIT_SECONDS = 5.0


class Line:
    """The proxy, in a process of its own."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "benchmarks.live.proxy", str(self.port), str(target)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.order("mend")

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def order(self, order: str) -> float:
        assert self._process.stdin
        assert self._process.stdout
        print(order, file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())


def measure(stage: Stage) -> Part:
    with ExitStack() as stack:
        panel = stack.enter_context(Panel(LIVE_QUIET="60"))
        line = stack.enter_context(Line(panel.port))
        plan = live_plan(panel, stage.cookies, pages=[panel.page(PAGE, stage.cookies[0])], pings=True)
        plan |= {"address": f"ws://127.0.0.1:{line.port}{SOCKET_PATH}", "origin": f"http://127.0.0.1:{line.port}"}
        plan |= {"returns": True, "reads": True}
        crowd = stack.enter_context(Crowd(**plan))
        crowd.grow(TABS)
        crowd.order("arm")
        before = panel.counters["renders"]
        saves, back = _storm(stage, panel, line)
        have = panel.page(PAGE, stage.cookies[0])["have"]
        settled = crowd.order("settled", have=have, since=back, timeout=60)
        renders = panel.counters["renders"] - before
    delays = [moment - back for moment in settled["times"]]
    part = Part(f"{TABS:,} tabs, {CUTS} cuts of {CUT_SECONDS:.0f} s under saves", ["", "reached"])
    part.add("saves", saves)
    part.add("runs of the view", renders)
    part.add("updates received by all tabs", f"{settled['updates']:,}")
    part.add("connections made anew", f"{settled['visits']:,}")
    part.add("tabs that know the last state", f"{len(delays):,} of {TABS:,}")
    part.add("after the last cut: median tab, s", f"{statistics.median(delays):.1f}")
    part.add("after the last cut: last tab, s", f"{delays[-1]:.1f}")
    part.notes.append("Between two cuts the line is whole for 4 s. The saving ends with the last cut.")
    part.notes.append("A tab counts when it is told that what it holds is current; it comes back as `line.js` does.")
    part.demand("every tab converges", f"{len(delays) / TABS:.1%}", met=len(delays) == TABS)
    text = f"within {LIMIT_SECONDS:.0f} s of the line being back"
    part.demand(text, f"{delays[-1]:.1f} s", met=delays[-1] <= LIMIT_SECONDS)
    return part


def _storm(stage: Stage, panel: Panel, line: Line) -> tuple[int, float]:
    """Save and cut; return how many saves there were and when the line was back for good."""
    saves, back = 0, 0.0
    for _ in range(CUTS):
        saves += _save_for(stage, panel, OPEN_SECONDS)
        line.order("cut")
        saves += _save_for(stage, panel, CUT_SECONDS)
        back = line.order("mend")
    return saves, back


def _save_for(stage: Stage, panel: Panel, seconds: float) -> int:
    deadline, saves = time.monotonic() + seconds, 0
    while time.monotonic() < deadline:
        stage.save(panel, row=saves % len(stage.rows))
        saves += 1
        time.sleep(PAUSE)
    return saves
