"""From the commit to the tabs: ours beside a bare broadcast, beside idiomatic Channels, and beside loading anew."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from .report import Part
from .stage import PAGE, Broadcaster, Crowd, Panel, Server, Stage, live_plan

CONTENDERS = ("ours", "bare", "channels", "refetch")
MOST_TABS = {"channels": 5_000, "refetch": 1_000}  # more would take minutes and tell nothing new
REFETCH_ROUNDS = 1
WARMING = 2
PATIENCE = 120  # seconds
HEADER = ["", "tabs", "first ms", "median ms", "p99 ms", "last ms", "last, range", "server CPU ms", "bytes a tab"]


@dataclass
class Contender:
    """A way to bring a change to all tabs; `change` makes one and returns the moment at which it began."""

    name: str
    servers: list[Server]
    crowd: Crowd
    change: Callable[[], float]
    grow: Callable[[int], None]

    @property
    def cpu(self) -> float:
        return sum(server.cpu for server in self.servers)


@dataclass
class Sample:
    """What a contender reached with one number of tabs, round after round. Seconds and bytes."""

    first: list[float] = field(default_factory=list)
    median: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0

    def note(self, delays: list[float], cpu: float, size: int) -> None:
        self.first.append(delays[0])
        self.median.append(statistics.median(delays))
        self.p99.append(delays[int(len(delays) * 0.99)])
        self.last.append(delays[-1])
        self.cpu.append(cpu)
        self.size = size


Results = dict[tuple[str, int], Sample]


def measure(stage: Stage, tabs: list[int], rounds: int, only: list[str]) -> Part:
    with contenders(stage, only) as present:
        results = compete(present, tabs, rounds)
    part = Part("From the commit to the tabs", HEADER)
    fill(part, results)
    _judge(part, results, tabs)
    return part


def compete(present: list[Contender], tabs: list[int], rounds: int) -> Results:
    """Let the contenders take turns, in another order each round, with more and more tabs."""
    results: Results = {}
    for count in tabs:
        fitting = [each for each in present if count <= MOST_TABS.get(each.name, count)]
        for each in fitting:
            each.grow(count)
            results[each.name, count] = Sample()
        for number in range(-WARMING, rounds):
            turn = number % len(fitting)
            for each in fitting[turn:] + fitting[:turn]:
                if each.name == "refetch" and not 0 <= number < REFETCH_ROUNDS:
                    continue
                run_once(each, results[each.name, count] if number >= 0 else Sample())
    return results


def run_once(contender: Contender, sample: Sample) -> None:
    contender.crowd.order("arm")
    before = contender.cpu
    began = contender.change()
    arrived = contender.crowd.order("arrivals", timeout=PATIENCE)
    missing = arrived["wanted"] - len(arrived["times"])
    assert not missing, f"{contender.name}: {missing} tabs of {arrived['wanted']} were not told"
    assert not arrived["failed"], f"{contender.name}: {arrived['failed']} tabs were refused the page"
    time.sleep(0.1)  # for what the server does afterwards, like taking acknowledgements
    cpu = contender.cpu - before
    sample.note([moment - began for moment in arrived["times"]], cpu, arrived["bytes"] // arrived["wanted"])


@contextmanager
def contenders(stage: Stage, only: list[str]) -> Iterator[list[Contender]]:
    """Start what is wanted; the panel always, for it makes the bytes that the others send."""
    with ExitStack() as stack:
        panel = stack.enter_context(Panel())
        ours = _ours(stack, stage, panel)
        text = update_of(stage, panel)
        makers = {
            "ours": lambda: ours,
            "bare": lambda: broadcaster(stack, "bare", text),
            "channels": lambda: broadcaster(stack, "channels", text),
            "refetch": lambda: _refetch(stack, stage),
        }
        yield [makers[name]() for name in only]


def _ours(stack: ExitStack, stage: Stage, panel: Panel) -> Contender:
    crowd = stack.enter_context(Crowd(**live_plan(panel, stage.cookies)))

    def grow(count: int) -> None:
        crowd.grow(count, pages=[panel.page(PAGE, stage.cookies[0])])

    return Contender("ours", [panel], crowd, lambda: stage.save(panel), grow)


def broadcaster(stack: ExitStack, name: str, text: str) -> Contender:
    server = stack.enter_context(Broadcaster("bare" if name == "bare" else "idiom"))
    crowd = stack.enter_context(Crowd(address=f"ws://127.0.0.1:{server.port}/"))
    return Contender(name, [server], crowd, lambda: server.broadcast(text), crowd.grow)


def _refetch(stack: ExitStack, stage: Stage) -> Contender:
    """A panel of its own, so that nobody watches what its rows do; the tabs are told by a bare broadcast."""
    panel = stack.enter_context(Panel())
    server = stack.enter_context(Broadcaster("bare"))
    fetch = {"port": panel.port, "path": PAGE}
    crowd = stack.enter_context(Crowd(address=f"ws://127.0.0.1:{server.port}/", cookies=stage.cookies, fetch=fetch))

    def change() -> float:
        began = stage.save(panel, row=1)  # another one: nobody tells the panel of `ours` of it
        server.broadcast('{"op":"refresh"}')
        return began

    return Contender("refetch", [panel], crowd, change, crowd.grow)


def update_of(stage: Stage, panel: Panel) -> str:
    """The message that a tab gets when one row of the page changes."""
    plan = live_plan(panel, stage.cookies, pages=[panel.page(PAGE, stage.cookies[0])])
    with Crowd(**plan) as crowd:
        crowd.grow(1)
        crowd.order("arm")
        stage.save(panel)
        return crowd.order("arrivals", timeout=PATIENCE)["message"]


def fill(part: Part, results: Results) -> None:
    for (name, count), sample in results.items():
        spans = [sample.first, sample.median, sample.p99, sample.last]
        figures = [f"{statistics.median(each) * 1000:,.0f}" for each in spans]
        span = f"{min(sample.last) * 1000:,.0f} – {max(sample.last) * 1000:,.0f}"
        part.add(name, f"{count:,}", *figures, span, f"{statistics.mean(sample.cpu) * 1000:,.0f}", f"{sample.size:,}")


def _judge(part: Part, results: Results, tabs: list[int]) -> None:
    def last(name: str, count: int) -> float:
        return statistics.median(results[name, count].last)

    for count in tabs:
        if {("ours", count), ("bare", count)} <= results.keys():
            ratio = last("ours", count) / last("bare", count)
            text = f"last of {count:,} tabs, with the render, in at most 1.3 times a bare broadcast"
            if count in (1_000, 5_000):
                part.demand(text, f"{ratio:.2f} times", met=ratio <= 1.3)
            else:
                part.notes.append(f"{count:,} tabs: ours takes {ratio:.2f} times a bare broadcast until the last.")
        if {("ours", count), ("channels", count)} <= results.keys():
            ratio = last("channels", count) / last("ours", count)
            if count == 1_000:
                part.demand("last of 1,000 tabs 5 times faster than Channels", f"{ratio:.1f} times", met=ratio >= 5)
            else:
                part.notes.append(f"{count:,} tabs: idiomatic Channels takes {ratio:.1f} times ours until the last.")
        if {("ours", count), ("refetch", count)} <= results.keys():
            mine, theirs = (statistics.mean(results[name, count].cpu) for name in ("ours", "refetch"))
            ratio = theirs / mine if mine else float("inf")
            if count == 1_000:
                text = "20 times less server time than 1,000 tabs that load anew"
                part.demand(text, f"{ratio:.0f} times", met=ratio >= 20)
            else:
                part.notes.append(f"{count:,} tabs: loading anew takes {ratio:.0f} times our server time.")
    if ("ours", 10_000) in results:
        reached = last("ours", 10_000)
        part.demand("10,000 tabs on one process within 0.6 s", f"{reached:.2f} s", met=reached <= 0.6)
