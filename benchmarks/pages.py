"""How long the lists of households and people take on the server, beside the bare SQL that they need.

    .venv/bin/python -m benchmarks.pages [--people 100000] [--rounds 60]

Every page is asked for in process by Django's test client, signed in, with middleware, session, permissions, templates
and one read-only snapshot, from a real PostgreSQL (`DATABASE_URL`, or one that is thrown away afterwards). The floor is
the time that the page's own statements take through the bare driver, in the same run.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kafkasder.serving.memory import settle

from .database import database

LIMIT_MS = 120
MOST_QUERIES = 12
ROLE = "admin"


@dataclass(frozen=True)
class Case:
    label: str
    url: str


@dataclass(frozen=True)
class Figures:
    queries: int
    p50: float
    p95: float
    floor: float

    @property
    def is_good(self) -> bool:
        return self.queries <= MOST_QUERIES and self.p95 < LIMIT_MS


def cases(rows: Callable[[str], int]) -> Iterator[Case]:
    """Yield the pages to measure; `rows(path)` tells how many rows a list has."""
    for name, path in (("households", "/haneler/"), ("people", "/kisiler/")):
        last = -(-rows(path) // 25)
        yield Case(f"{name}: first page", path)
        yield Case(f"{name}: first page of 100", f"{path}?size=100")
        yield Case(f"{name}: province and district", f"{path}?province=34&district={_district()}")
        yield Case(f"{name}: province, category", f"{path}?province=34&category=family_needy&category=widow")
        yield Case(f"{name}: urgent, nobody's", f"{path}?priority=urgent&assigned=none")
        yield Case(f"{name}: created between", f"{path}?created_from=01.01.2026&created_to=31.12.2026")
        yield Case(f"{name}: middle page", f"{path}?page={last // 2}")
        yield Case(f"{name}: last page", f"{path}?page={last}")
        yield Case(f"{name}: sorted by place, last page", f"{path}?sort=place&page={last}")
        yield Case(f"{name}: search, one word", f"{path}?q=ay")
        yield Case(f"{name}: search, two words", f"{path}?q=mehmet+y")
        yield Case(f"{name}: search, name and place", f"{path}?q=mehmet+yil")
        yield Case(f"{name}: search, end of a phone", f"{path}?q=4567")
        yield Case(f"{name}: search, nothing found", f"{path}?q=qqqq")
    yield Case("people: children and the old", "/kisiler/?age=0-5&age=65%2B")
    yield Case("people: orphans from Syria", "/kisiler/?orphan=any&nationality=SY")
    yield Case("people: by age, middle page", f"/kisiler/?sort=-age&page={rows('/kisiler/') // 50}")


def main() -> int:
    options = _options()
    with database():
        import django

        django.setup()
        fill_people(options.people)
        let_search()
        client = signed_in()
        settle()  # as the server does when it starts
        good = True
        print(f"{'page':<40}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'SQL ms':>9}{'p50/SQL':>9}")
        for case in cases(_count_rows):
            figures = measure(client, case.url, options.rounds)
            good &= figures.is_good
            print(
                f"{case.label:<40}{figures.queries:>8}{figures.p50:>9.1f}{figures.p95:>9.1f}{figures.floor:>9.1f}"
                f"{figures.p50 / figures.floor:>9.1f}{'' if figures.is_good else '  too much'}"
            )
        return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    return parser.parse_args()


def fill_people(people: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from beneficiaries.models import Beneficiary

    call_command("migrate", verbosity=0)
    missing = people - Beneficiary.objects.count()
    if missing > 0:
        call_command("generate_people", missing)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def let_search() -> None:
    """Have the one who measures search more often than people can."""
    from django.conf import settings

    from kafkasder.settings.limits import Limit

    settings.LIMITS = {**settings.LIMITS, "search": Limit(1_000_000, 60)}


def signed_in() -> Any:
    from django.contrib.auth.models import Group
    from django.test import Client

    from accounts.models import User

    user = User.objects.filter(email="olcum@example.org").first()
    if user is None:
        user = User.objects.create_user("olcum@example.org", full_name="Ölçüm")
        user.groups.add(Group.objects.get(name=ROLE))
    client = Client()
    client.force_login(user)
    return client


def measure(client: Any, url: str, rounds: int) -> Figures:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _warming in range(3):
        response = client.get(url)
        assert response.status_code == 200, f"{url}: {response.status_code} {response.headers.get('Location', '')}"
    runs = []
    for _time in range(2):  # once a minute one of them notes that the session is in use
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        runs.append([query["sql"] for query in captured.captured_queries])
    statements = min(runs, key=len)
    selects = [sql for sql in statements if sql.startswith("SELECT")]
    times = sorted(timed(lambda: client.get(url)) for _round in range(rounds))
    with connection.cursor() as cursor:
        bare = cursor.connection.cursor()
        floor = statistics.median(timed(lambda: _run(bare, selects)) for _round in range(max(rounds // 3, 5)))
    return Figures(len(statements), statistics.median(times), times[int(len(times) * 0.95)], floor)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _run(cursor: Any, statements: list[str]) -> None:
    for statement in statements:
        cursor.execute(statement).fetchall()


def _count_rows(path: str) -> int:
    from beneficiaries.models import Beneficiary, Household

    model = Household if path == "/haneler/" else Beneficiary
    return model.objects.exclude(status="archived").count()


def _district() -> int:
    from django.db.models import Count

    from beneficiaries.models import District

    crowded = District.objects.filter(province=34).annotate(homes=Count("household")).order_by("-homes", "pk")
    return crowded[0].pk


if __name__ == "__main__":
    sys.exit(main())
