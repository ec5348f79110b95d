"""From the commit to the tabs when two processes serve them, with Redis between."""

import statistics
from contextlib import ExitStack

from kafkasder.serving.redis import Redis

from .broadcast import HEADER, Contender, compete, fill
from .report import Part
from .stage import PAGE, Crowd, Panel, Stage, live_plan

ROUNDS = 5


def measure(stage: Stage, tabs: list[int]) -> Part:
    names = ("one process", "tabs in the other", "tabs in both")
    with ExitStack() as stack:
        present = [_contender(stack, stage, name, row) for row, name in enumerate(names)]
        results = compete(present, tabs, ROUNDS)
    part = Part("The same across two processes, with Redis", HEADER)
    fill(part, results)
    part.notes.append("“one process”: the saver and all tabs are in one process, and Redis is told as well.")
    part.notes.append(
        "“tabs in the other”: saved in one process, watched in the other; “in both”: half of the tabs in each."
    )
    part.notes.append("The figures for server CPU are sums over the processes of the panel.")
    for count in tabs:
        alone, apart = (statistics.median(results[name, count].last) for name in names[:2])
        part.notes.append(f"{count:,} tabs: through Redis it takes {apart / alone:.2f} times as long until the last.")
    return part


def _contender(stack: ExitStack, stage: Stage, name: str, row: int) -> Contender:
    """A Redis, its panels and their tabs; each contender changes a row of its own, which the others' pages hold too."""
    redis = stack.enter_context(Redis())
    panels = [stack.enter_context(Panel(REDIS_URL=redis.url)) for _ in range(1 if name == "one process" else 2)]
    serving = panels[1:] if name == "tabs in the other" else panels
    crowd = stack.enter_context(Crowd())

    def grow(count: int) -> None:
        ends = [crowd.count + (count - crowd.count) * number // len(serving) for number in range(1, len(serving) + 1)]
        for panel, end in zip(serving, ends, strict=True):
            crowd.grow(end, **live_plan(panel, stage.cookies, pages=[panel.page(PAGE, stage.cookies[0])]))

    return Contender(name, panels, crowd, lambda: stage.save(panels[0], row), grow)
