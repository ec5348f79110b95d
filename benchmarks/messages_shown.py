"""From the commit of a message to the screens of all who are in its thread, beside a bare broadcast of its bytes.

    .venv/bin/python -m benchmarks.messages_shown [--people 20,200] [--rounds 20]

Everything is real, as in `benchmarks.live`: the panel in a Daphne of its own on a real PostgreSQL, a thread, and a tab
of each of its people that watches the messages as the page of the thread does. "Beside the rest" are the same tabs
while each person's counter, list of threads and frame of the thread are watched too, all of which are drawn for that
person alone after each message; the next message comes while they are. How much of what it takes to send a message is
its encryption, with the tokens by which it is found, stands below.
"""

import argparse
import statistics
import sys
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

from kafkasder.serving.memory import settle

from .database import database
from .live.broadcast import HEADER, PATIENCE, Contender, broadcaster, compete, fill
from .live.report import Part
from .live.stage import Crowd, Panel, Stage, live_plan, raise_file_limit, stage
from .pages import timed

MOST_PEOPLE = 100  # in a group
_SAID_BEFORE = 60
_TEXT = "Koliler yarın öğleden önce hazır olur, {} mahallesinden başlarız"
_SEALED = 2_000
_RECORDS = 100


def main() -> int:
    options = _options()
    raise_file_limit()
    with database():
        import django

        django.setup()
        with stage(_RECORDS) as scene:
            for people in options.people:
                for whole in (False, True):
                    print(f"{_shown(scene, people, options.rounds, whole=whole).as_markdown()}\n", flush=True)
            print(_share_of_encryption(options.rounds * 5))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=lambda text: [int(each) for each in text.split(",")], default=[20, 200])
    parser.add_argument("--rounds", type=int, default=20)
    return parser.parse_args()


def _thread(people: int) -> Any:
    """Open a group, or for more people than a group holds a thread about a household, which all of them see."""
    from accounts.models import User
    from beneficiaries.models import Household
    from messaging import services

    first, *others = User.objects.filter(email__startswith="izleyen").order_by("pk")[:people]
    if people <= MOST_PEOPLE:
        thread = services.open_group(title=f"Ölçüm {people}", members=others, by=first)
    else:
        household = Household.objects.exclude(status="archived")[0]
        thread = services.open_record(kind="household", pk=household.pk, by=first)
    for count in range(_SAID_BEFORE):
        services.send(thread=thread, text=_TEXT.format(count), key=uuid4(), by=first)
    return thread


def _shown(scene: Stage, people: int, rounds: int, *, whole: bool) -> Part:
    thread, cookies = _thread(people), scene.cookies[:people]
    settle()
    with ExitStack() as stack:
        panel = stack.enter_context(Panel())
        address = f"/mesajlar/{thread.pk}/akis/?bas={_SAID_BEFORE - 20}"
        crowd = stack.enter_context(Crowd(**live_plan(panel, cookies)))

        def say() -> float:
            data = {"thread": thread.pk, "by": thread.created_by_id, "text": _TEXT.format("Cumhuriyet")}
            return float(panel.post("/olcum/ileti/", **data)["began"])

        def grow(count: int) -> None:
            crowd.grow(count, pages=[panel.page(address, cookie) for cookie in cookies])

        grow(people)
        if whole:
            beside = stack.enter_context(Crowd(**live_plan(panel, cookies)))
            for turn, rest in enumerate(("/mesajlar/sayac/", "/mesajlar/liste/", f"/mesajlar/{thread.pk}/"), start=1):
                beside.grow(people * turn, pages=[panel.page(rest, cookie) for cookie in cookies])
        crowd.order("arm")
        say()
        text = crowd.order("arrivals", timeout=PATIENCE)["message"]
        ours = Contender("ours", [panel], crowd, say, lambda _count: None)
        results = compete([ours, broadcaster(stack, "bare", text)], [people], rounds)
    part = Part(f"A message to {people} people{', beside the rest' if whole else ''}", HEADER)
    fill(part, results)
    ratio = statistics.median(results["ours", people].last) / statistics.median(results["bare", people].last)
    part.notes.append(f"{people} people: ours takes {ratio:.1f} times a bare broadcast until the last.")
    return part


def _share_of_encryption(rounds: int) -> str:
    from messaging import services
    from messaging.models import Message, Thread
    from messaging.words import tokens_of

    thread = Thread.objects.order_by("-pk")[0]
    field = Message._meta.get_field("sealed")
    row = Message(thread=thread, number=1, author_id=thread.created_by_id)
    text = _TEXT.format("Cumhuriyet")

    def seal() -> None:
        for _count in range(_SEALED):
            field.seal(row, text)  # type: ignore[attr-defined]

    def find() -> None:
        for _count in range(_SEALED):
            tokens_of(thread.pk, text)

    def send() -> None:
        services.send(thread=thread, text=text, key=uuid4(), by=thread.created_by)

    sending = statistics.median(timed(send) for _round in range(rounds))
    sealing, tokens = (timed(each) / _SEALED for each in (seal, find))
    return (
        f"Sending takes {sending:.2f} ms, of which sealing the text is {sealing:.3f} ms ({sealing / sending:.1%}) and "
        f"making its tokens {tokens:.3f} ms ({tokens / sending:.1%})."
    )


if __name__ == "__main__":
    sys.exit(main())
