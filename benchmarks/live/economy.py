"""How little is done: runs of views and bytes for a change, and runs that were in vain."""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count, islice

from .broadcast import PATIENCE
from .report import Part
from .stage import PAGE, Crowd, Panel, Stage, live_plan

TABS = 1_000
SAVES = 30  # of each kind
DETAILS, LISTS = 60, 40
COUNTED = ("changes", "unread", "renders", "useless", "updates", "bytes")


def measure(stage: Stage) -> list[Part]:
    return [_single_changes(stage), _mix(stage)]


def _single_changes(stage: Stage) -> Part:
    part = Part(
        f"One change, {TABS:,} tabs of one role on one list", ["", "runs of the view", "in vain", "tabs told", "bytes"]
    )
    with ExitStack() as stack:
        panel = stack.enter_context(Panel())
        crowd = stack.enter_context(Crowd(**live_plan(panel, stage.cookies)))
        crowd.grow(TABS, pages=[panel.page(PAGE, stage.cookies[0])])
        stage.save(panel)
        shown = _counted(panel, lambda: stage.save(panel), crowd)
        unread = _counted(panel, lambda: panel.post("/olcum/okunmayan/"))
        unseen = _counted(panel, lambda: stage.write(panel, "household", stage.rows[0], notes=f"{random.random()}"))
        whole = len(panel.get(f"/canli/parcalar/?url={PAGE}", stage.cookies[0]).encode())
        page = len(panel.get(PAGE, stage.cookies[0]).encode())
    changes = {"of a row that is shown": shown, "of a table that the page does not read": unread}
    changes["of a column that is not shown"] = unseen
    for name, counted in changes.items():
        figures = [f"{counted[key]:,}" for key in ("renders", "useless", "updates", "bytes")]
        part.add(name, *figures)
    part.demand("a change that is shown: one run of the view", str(shown["renders"]), met=shown["renders"] == 1)
    part.demand("a change that the page does not read: none", str(unread["renders"]), met=unread["renders"] == 0)
    part.demand("a page that stays as it was: no byte", str(unseen["bytes"]), met=unseen["bytes"] == 0)
    sent = shown["bytes"] // max(shown["updates"], 1)
    part.notes.append(
        f"On the wire of each tab: {sent:,} bytes; all fragments have {whole:,}, the whole page {page:,}."
    )
    return part


def _counted(panel: Panel, change: Callable[[], object], crowd: Crowd | None = None) -> dict[str, int]:
    """What the hub did because of `change`; a crowd that is given must hear of it."""
    before = panel.rest()
    if crowd:
        crowd.order("arm")
    change()
    if crowd:
        crowd.order("arrivals", timeout=PATIENCE)
    after = panel.rest()
    return {name: after[name] - before[name] for name in COUNTED}


def _mix(stage: Stage) -> Part:
    chance = random.Random(1)
    households, people = _keys()
    watched = chance.sample(households, DETAILS)
    urls = [f"/haneler/{key}/" for key in watched]
    urls += [f"{path}?page={number}" for number in range(1, LISTS // 2 + 1) for path in ("/haneler/", "/kisiler/")]
    with ExitStack() as stack:
        panel = stack.enter_context(Panel())
        pages = [panel.page(url, stage.cookies[0]) for url in urls]
        crowd = stack.enter_context(Crowd(**live_plan(panel, stage.cookies)))
        crowd.grow(len(pages), pages=pages)
        runs = {
            "households": _runs_for(stage, panel, _draw(chance, households, watched), "household", priority="high"),
            "people": _runs_for(stage, panel, _draw(chance, people, []), "person", occupation="Terzi"),
        }
    header = ["saves of", "pages", "runs of views", "in vain", "changed", "runs a save", "in vain, share"]
    part = Part(f"{DETAILS} household pages and {LISTS} lists are watched while rows are saved", header)
    for saved, kinds in runs.items():
        for label, (renders, useless) in kinds.items():
            share = f"{useless / renders:.0%}" if renders else "–"
            part.add(f"{SAVES} {saved}", label, renders, useless, renders - useless, f"{renders / SAVES:.1f}", share)
    part.notes.append(
        "The rows are drawn from the whole registry; every third save of a household hits one that is watched."
    )
    part.notes.append("A list depends on its tables as a whole: any row may enter it.")
    part.notes.append("Each save waits until the hub rests, so that no two share a run.")
    return part


def _runs_for(stage: Stage, panel: Panel, keys: Iterator[int], kind: str, **value: str) -> dict[str, tuple[int, int]]:
    """Save rows, and return how often each kind of page was run for that, and how often in vain."""
    before = panel.rest()["kinds"]
    for key in islice(keys, SAVES):
        stage.write(panel, kind, key, **value)
        panel.rest()
    after = panel.rest()["kinds"]
    return {
        label: (counts["renders"] - before[label]["renders"], counts["useless"] - before[label]["useless"])
        for label, counts in sorted(after.items())
    }


def _draw(chance: random.Random, keys: list[int], favourites: list[int]) -> Iterator[int]:
    for number in count():
        yield chance.choice(favourites if favourites and number % 3 == 0 else keys)


def _keys() -> tuple[list[int], list[int]]:
    from beneficiaries.models import Beneficiary, Household

    rows = [model.objects.exclude(status="archived").order_by("pk") for model in (Household, Beneficiary)]
    households, people = (list(each.values_list("pk", flat=True)) for each in rows)
    return households, people
