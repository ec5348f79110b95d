"""What the live layer costs those who save: a burst of saves, and one save with the layer and without."""

import math
import statistics
import time
from contextlib import ExitStack
from typing import Any

from .report import Part
from .stage import PAGE, Crowd, Panel, Stage, live_plan

WATCHERS = 1_000
SAVES = 1_000
ROUNDS = 3
LIMIT_MS = 1.0


def measure(stage: Stage) -> list[Part]:
    with ExitStack() as stack:
        panel = stack.enter_context(Panel())
        crowd = stack.enter_context(Crowd(**live_plan(panel, stage.cookies)))
        alone = [(_burst(stage, panel, live=True), _burst(stage, panel, live=False)) for _ in range(ROUNDS)]
        unwatched = _pairs(stage, panel, 500)
        crowd.grow(WATCHERS, pages=[panel.page(PAGE, stage.cookies[0])])
        watched = [(_burst(stage, panel, live=True), _burst(stage, panel, live=False)) for _ in range(ROUNDS)]
        paired = _pairs(stage, panel, 40, watched="yes")
    return [_burst_part(alone, watched), _pairs_part(unwatched, paired)]


Burst = dict[str, Any]


def _burst(stage: Stage, panel: Panel, *, live: bool) -> Burst:
    """Save a thousand times, and wait until the tabs have what came of it."""
    before = panel.rest()
    cpu = panel.cpu
    details = {"rows": ",".join(map(str, stage.rows)), "count": SAVES, "by": stage.writer}
    answer = panel.post("/olcum/dizi/", **details | ({"live": "on"} if live else {}))
    after = panel.rest()
    rest = time.monotonic() - answer["began"] - answer["seconds"]
    renders, size = (after.get(name, 0) - before.get(name, 0) for name in ("renders", "bytes"))
    return {"rate": SAVES / answer["seconds"], "renders": renders, "bytes": size, "rest": rest, "cpu": panel.cpu - cpu}


def _burst_part(alone: list[tuple[Burst, Burst]], watched: list[tuple[Burst, Burst]]) -> Part:
    header = ["", "saves a second", "renders", "MB sent", "at rest after ms", "server CPU s"]
    part = Part(f"A burst of {SAVES:,} saves", header)
    kinds = {
        "nobody watches, live off": [off for _, off in alone],
        "nobody watches": [on for on, _ in alone],
        f"{WATCHERS:,} tabs watch, live off": [off for _, off in watched],
        f"{WATCHERS:,} tabs watch": [on for on, _ in watched],
    }
    for name, runs in kinds.items():
        rate, renders, size, rest, cpu = (
            statistics.median(run[key] for run in runs) for key in ("rate", "renders", "bytes", "rest", "cpu")
        )
        part.add(name, f"{rate:,.0f}", f"{renders:,.0f}", f"{size / 1e6:,.1f}", f"{rest * 1000:,.0f}", f"{cpu:.1f}")
    part.notes.append("One thread saves the 25 households of the page in turn, each time in a transaction of its own.")
    part.notes.append(f"Live on and off take turns, {ROUNDS} times; the median counts.")
    return part


def _pairs(stage: Stage, panel: Panel, count: int, **more: str) -> list[float]:
    details = {"rows": ",".join(map(str, stage.rows)), "count": count, "by": stage.writer}
    return [each * 1000 for each in panel.post("/olcum/cift/", **details, **more)["differences"]]


def _pairs_part(unwatched: list[float], watched: list[float]) -> Part:
    part = Part("What the layer adds to one save", ["", "pairs", "median ms", "95 % confidence"])
    for name, differences in ((f"{0} tabs watch", unwatched), (f"{WATCHERS:,} tabs watch", watched)):
        low, high = confidence(differences)
        median = statistics.median(differences)
        part.add(name, len(differences), f"{median:.3f}", f"{low:.3f} – {high:.3f}")
        part.demand(f"under 1 ms, {name}", f"{median:.3f} ms, at most {high:.3f}", met=high < LIMIT_MS)
    part.notes.append("Saves with the layer and without take turns, in changing order; the hub rests before each.")
    return part


def confidence(sample: list[float]) -> tuple[float, float]:
    """The limits between which the median lies with 95 % confidence, whatever the distribution is."""
    ordered = sorted(sample)
    reach = 0.98 * math.sqrt(len(ordered))
    middle = (len(ordered) - 1) / 2
    return ordered[max(0, math.floor(middle - reach))], ordered[min(len(ordered) - 1, math.ceil(middle + reach))]
