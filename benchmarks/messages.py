"""How long a thread of many messages takes: its pages, finding words in it, and sending to all who are in it.

    .venv/bin/python -m benchmarks.messages [--messages 100000] [--people 20] [--rounds 60]

Pages are asked for as `benchmarks.pages` asks. What stands beside them is the floor: their own statements through the
bare driver, and opening as many sealed texts as they show. Beside a message that is sent stands the bare INSERT of its
row and the bare UPDATE of those of its people, committed, in tables without index, trail and constraint. The number of
statements of a page must be the same at the newest message, in the middle, and in a thread that is short.
"""

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from kafkasder.serving.memory import settle

from .database import database
from .pages import Case, Figures, let_search, measure, signed_in, timed

LIMIT_MS = 120
MOST_QUERIES = 30
_SHORT = 200
_SEED = 7
_STEMS = (
    "koli kira ziyaret makbuz toplantı depo kömür battaniye okul kayıt başvuru adres telefon mahalle gönüllü araç liste"
    " tutanak imza hane çocuk anne baba ilaç rapor fatura destek yardım teslim sipariş hijyen gıda soba kırtasiye"
)
_ENDINGS = ("", "ler", "de", "den", "in", "i", "lerin", "siz", "imiz")
_RARE = "zümrüdüanka"


def main() -> int:
    options = _options()
    with database():
        import django

        django.setup()
        let_search()
        client: Any = _prepared()
        made = timed(lambda: _threads(options.messages, options.people)) / 1000
        print(f"{options.messages:,} messages of {options.people} people in one thread (made in {made:.0f} s)\n")
        settle()
        good = _pages(client, options.rounds)
        return 0 if _sending(options.rounds, options.people) and good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=60)
    return parser.parse_args()


def _prepared() -> Any:
    from django.core.management import call_command
    from django.utils import timezone

    from accounts.models import Session

    call_command("migrate", verbosity=0)
    client = signed_in()
    # Each minute a request notes that its session is in use; one of those that are counted must not be it.
    Session.objects.update(last_used_at=timezone.now() + timedelta(hours=1))
    return client


def _threads(messages: int, people: int) -> None:
    """Make a long thread and a short one, with the same people."""
    from django.contrib.auth.models import Group
    from django.db import connection

    from accounts.models import User
    from messaging import services

    me = User.objects.get(email="olcum@example.org")
    others = [
        User.objects.create_user(f"olcum{count}@example.org", full_name=f"Ölçüm {count}") for count in range(people - 1)
    ]
    for other in others:
        other.groups.add(Group.objects.get(name="staff"))
    for title, count in (("Kısa", _SHORT), ("Uzun", messages)):
        _fill(services.open_group(title=title, members=others, by=me), [me, *others], count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _fill(thread: Any, people: list[Any], count: int) -> None:
    from django.utils import timezone

    from kafkasder.core.bulk import copy_rows, reserve_keys
    from messaging.models import Message

    dice, begun = random.Random(_SEED), timezone.now() - timedelta(days=365)
    words = [stem + ending for stem in _STEMS.split() for ending in _ENDINGS]
    first, keys = thread.last_number + 1, iter(reserve_keys(Message, count))

    def made(number: int) -> Any:
        at = begun + timedelta(days=365) * ((number - first) / count)
        row = Message(pk=next(keys), thread=thread, number=number, author=dice.choice(people), created_at=at)
        said = dice.choices(words, k=dice.randint(4, 14))
        row.text = " ".join([*said, _RARE] if (number - first) % (count // 10) == 0 else said)
        return row

    for start in range(first, first + count, 5_000):
        rows = [made(number) for number in range(start, min(start + 5_000, first + count))]
        copy_rows(Message, rows)
    thread.last_number, thread.last_at, thread.last_message = first + count - 1, timezone.now(), rows[-1]
    thread.save()
    thread.members.update(unread=3, read_number=thread.last_number - 3, moved_at=thread.last_at)


def _cases() -> Iterator[tuple[Case, bool]]:
    """Yield the pages to measure, and whether a page of the short thread, which must cost as many statements."""
    from messaging.models import Thread

    short, long = Thread.objects.order_by("pk")
    for thread, is_short in ((short, True), (long, False)):
        name, address, last = "short" if is_short else "long", f"/mesajlar/{thread.pk}/", thread.last_number
        yield Case(f"{name}: as it opens", address), is_short
        yield Case(f"{name}: in the middle", f"{address}?bas={last // 2}"), is_short
        yield Case(f"{name}: live part, newest", f"{address}akis/"), is_short
        yield Case(f"{name}: scrolled back, newest", f"{address}eski/{last - 39}/"), is_short
        yield Case(f"{name}: scrolled back, middle", f"{address}eski/{last // 2}/"), is_short
    yield Case("list of threads", "/mesajlar/"), False
    yield Case("counter", "/mesajlar/sayac/"), False
    for label, text in (
        ("a common word", "koli"),
        ("a beginning", "ziy"),
        ("two words", "koli depo"),
        ("three words", "kira okul soba"),
        ("a rare word", _RARE),
        ("nothing found", "qqqq"),
    ):
        yield Case(f"search: {label}", f"/mesajlar/ara/?q={text}"), False
    yield Case("search: in the thread", f"/mesajlar/ara/?q=koli&konusma={long.pk}"), False


def _pages(client: Any, rounds: int) -> bool:
    print(f"{'page':<32}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'floor ms':>9}{'p50/floor':>11}")
    good, counted, opening = True, {}, _opening()
    for case, is_short in _cases():
        figures = measure(client, case.url, rounds)
        floor = figures.floor + opening(client, case.url)
        kind = case.label.partition(": ")[2] or case.label
        is_good = figures.queries <= MOST_QUERIES and figures.p95 < LIMIT_MS
        is_good &= is_short or figures.queries == counted.get(kind, figures.queries)
        counted[kind] = figures.queries if is_short else counted.get(kind, figures.queries)
        good &= is_good
        _tell(case.label, figures, floor, is_good)
    return good


def _tell(label: str, figures: Figures, floor: float, is_good: bool) -> None:
    print(
        f"{label:<32}{figures.queries:>8}{figures.p50:>9.1f}{figures.p95:>9.1f}{floor:>9.1f}"
        f"{figures.p50 / floor:>11.1f}{'' if is_good else '  too much'}"
    )


def _opening() -> Callable[[Any, str], float]:
    """Return what tells how long it takes to open as many messages as a page shows."""
    from messaging.models import Message

    sample = list(Message.objects.exclude(sealed=None).order_by("-pk")[:400])
    field = Message._meta.get_field("sealed")

    def opened(client: Any, url: str) -> float:
        page = client.get(url).content.decode()
        rows = sample[: page.count('class="bubble-text"') + page.count('class="found-words"')]
        return statistics.median(timed(lambda: [field.open(row) for row in rows]) for _round in range(5))

    return opened


def _sending(rounds: int, people: int) -> bool:
    from django.db import connection, transaction

    from messaging import services
    from messaging.models import Message, Thread

    thread = Thread.objects.order_by("-pk")[0]
    row = Message.objects.filter(thread=thread).exclude(sealed=None).order_by("-pk")[0]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_message AS SELECT * FROM messaging_message LIMIT 0")
        cursor.execute(
            "CREATE TABLE bare_member AS SELECT * FROM messaging_threadmember WHERE thread_id = %s", [thread.pk]
        )

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bare_message (thread_id, number, author_id, sealed, tokens) VALUES (%s, %s, %s, %s, %s)",
                [thread.pk, row.number, row.author_id, bytes(row.sealed), row.tokens],
            )
            cursor.execute("UPDATE bare_member SET unread = unread + 1, moved_at = now()")

    def send() -> None:
        services.send(thread=thread, text="Koliler yarın öğleden önce hazır olur", key=uuid4(), by=thread.created_by)

    send()
    pairs = [(timed(bare), timed(send)) for _round in range(rounds)]  # in turns: the machine is the same for both
    floors, times = (sorted(each) for each in zip(*pairs, strict=True))
    print(f"\n{'sending to people':<32}{'p50 ms':>9}{'p95 ms':>9}{'bare ms':>9}{'p50/bare':>11}")
    p50, p95, floor = statistics.median(times), times[int(len(times) * 0.95)], statistics.median(floors)
    is_good = p95 < LIMIT_MS
    print(f"{people:<32}{p50:>9.1f}{p95:>9.1f}{floor:>9.1f}{p50 / floor:>11.1f}{'' if is_good else '  too much'}")
    return is_good


if __name__ == "__main__":
    sys.exit(main())
