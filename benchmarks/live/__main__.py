"""How fast pages stay current, and what that costs, beside simpler ways.

    .venv/bin/python -m benchmarks.live [--parts 1,2] [--tabs 1000,5000] [--rounds 7] [--only ours,bare] [--write]

Everything is real: the panel in a Daphne of its own on a real PostgreSQL (`DATABASE_URL`, or one that is thrown away
afterwards), the list of households with generated people in it, signed-in sessions, and tabs that do what `live.js`
does, all in one process for each contender, by the same program. The contenders of a part take turns, so that whatever
else the machine does hits all alike; the median of the rounds counts. The machine is shared by servers and tabs.

For a quick look while working on the hub: `--parts 1 --tabs 1000,5000 --only ours,bare`.
"""

import argparse
import sys
import time
from collections.abc import Callable

from kafkasder.serving.memory import settle

from ..database import database
from . import broadcast, cuts, economy, idle, pages, saves, two
from .report import Part
from .stage import Stage, raise_file_limit, stage

TABS = [100, 500, 1_000, 2_000, 5_000, 10_000]
TABS_OF_TWO = (1_000, 5_000)

Work = Callable[[Stage], list[Part]]


def main() -> int:
    options = _options()
    raise_file_limit()
    parts: list[Part] = []
    with database():
        import django

        django.setup()
        with stage(options.people) as scene:
            settle()
            for work in _wanted(options):
                parts += _run(work, scene)
            if options.write:
                pages.write(parts, pages.describe_machine())
    return 0 if all(goal.met for part in parts for goal in part.goals) else 1


def _run(work: Work, scene: Stage) -> list[Part]:
    began = time.monotonic()
    parts = work(scene)
    for part in parts:
        print(f"{part.as_markdown()}\n")
    print(f"({time.monotonic() - began:.0f} s)\n", flush=True)
    return parts


def _wanted(options: argparse.Namespace) -> list[Work]:
    works: list[Work] = [
        lambda scene: [broadcast.measure(scene, options.tabs, options.rounds, options.only)],
        lambda scene: [two.measure(scene, [count for count in options.tabs if count in TABS_OF_TWO])],
        saves.measure,
        lambda scene: [idle.measure(scene)],
        lambda scene: [cuts.measure(scene)],
        economy.measure,
    ]
    return [work for number, work in enumerate(works, start=1) if number in options.parts]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parts", type=_numbers, default=[1, 2, 3, 4, 5, 6], help="which of the tables")
    parser.add_argument("--tabs", type=_numbers, default=TABS, help="how many tabs, in growing numbers")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(broadcast.CONTENDERS))
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
