"""What a tab costs that waits: memory and processor time of a thousand of them."""

import time
from contextlib import ExitStack

from .report import Part
from .stage import PAGE, Crowd, Panel, Stage, live_plan

TABS = 1_000
FIRST_TABS = 50  # what is loaded with the first tabs is no cost of a tab
SECONDS = 30
MOST_KB = 40
MOST_CPU = 0.05


def measure(stage: Stage) -> Part:
    with ExitStack() as stack:
        panel = stack.enter_context(Panel(LIVE_QUIET="60"))
        plan = live_plan(panel, stage.cookies, pages=[panel.page(PAGE, stage.cookies[0])], pings=True)
        crowd = stack.enter_context(Crowd(**plan))
        crowd.grow(FIRST_TABS)
        _change(stage, panel, crowd)
        before = panel.memory
        crowd.grow(FIRST_TABS + TABS)
        opened = (panel.memory - before) / TABS / 1000
        _change(stage, panel, crowd)
        changed = (panel.memory - before) / TABS / 1000
        cpu, renders = panel.cpu, panel.counters["renders"]
        time.sleep(SECONDS)
        share, renders = (panel.cpu - cpu) / SECONDS, panel.counters["renders"] - renders
    part = Part(f"{TABS:,} tabs that wait", ["", "reached"])
    part.add("memory of a tab that came in, KB", f"{opened:.1f}")
    part.add("memory of a tab that was sent changes, KB", f"{changed:.1f}")
    part.add(f"processor time over {SECONDS} s, of a core", f"{share:.1%}")
    part.notes.append("Each tab asks every 10 s whether the line is alive; the page is looked at once a minute.")
    part.notes.append(f"Looks within the {SECONDS} s: {renders}.")
    part.demand(f"memory of a tab under {MOST_KB} KB", f"{changed:.1f} KB", met=changed < MOST_KB)
    part.demand(f"under {MOST_CPU:.0%} of a core", f"{share:.1%}", met=share < MOST_CPU)
    return part


def _change(stage: Stage, panel: Panel, crowd: Crowd) -> None:
    for _ in range(3):
        crowd.order("arm")
        stage.save(panel)
        crowd.order("arrivals", timeout=60)
    time.sleep(1)
