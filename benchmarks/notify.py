"""What telling many people adds to a save, beside the least that it could: as many rows by the bare driver.

    .venv/bin/python -m benchmarks.notify [--people 500]

Both take turns, each in a transaction that is taken back, and the best of each counts: on a shared machine everything
else only adds. Telling 500 people, by panel and e-mail, may add 50 ms to a save.
"""

import argparse
import sys
import time
from collections.abc import Callable

from .database import database

LIMIT_MILLISECONDS = 50
ROUNDS = 15
FLOOR = """
INSERT INTO notifications_workflownotification (recipient_id, category, kind, title, body, state, reference_kind,
    metadata, gathered, in_panel, created_at, told_at)
VALUES (%s, 'report', 'bench', 'Yeni görev', '', 'pending', '', '{}', 1, true, now(), now())
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=500)
    people = parser.parse_args().people
    with database():
        import django

        django.setup()
        times = _measure(people)
    names = ("bare INSERT", "a save", "a save that tells")
    for name, milliseconds in zip(names, times, strict=True):
        print(f"{name:<20}{milliseconds:>8.1f} ms")
    floor, save, telling = times
    added = telling - save
    print(f"telling {people} people adds {added:.1f} ms, {added / floor:.1f} times the bare rows")
    return 0 if added < LIMIT_MILLISECONDS else 1


def _measure(people: int) -> list[float]:
    """Return the best time of each in milliseconds."""
    from django.core.management import call_command

    from accounts.models import User
    from beneficiaries.models import Household

    call_command("migrate", verbosity=0)
    readers = [User(email=f"kisi{number}@example.org", full_name=f"Kişi {number}") for number in range(people)]
    User.objects.bulk_create(readers)
    household = Household.objects.create(file_number="BENCH")
    works = (lambda: _insert(readers), lambda: _save(household), lambda: _tell(household, readers))
    rounds = [[_timed(work) for work in works] for _ in range(ROUNDS)]
    return [min(times) * 1000 for times in zip(*rounds, strict=True)]


def _insert(readers: list) -> None:
    from django.db import connection

    with connection.connection.cursor() as cursor:  # the driver's own
        cursor.executemany(FLOOR, [[reader.pk] for reader in readers])


def _save(household) -> None:
    household.notes = f"{time.perf_counter()}"
    household.save()


def _tell(household, readers: list) -> None:
    from notifications.own_kinds import ANNOUNCED
    from notifications.services import Words, notify

    _save(household)
    notify(
        kind=ANNOUNCED,
        to=readers,
        words=lambda: Words("Hane değişti", "Notlarına bakın."),
        about=household,
        cause=household.notes,
    )


def _timed(work: Callable[[], None]) -> float:
    from django.db import connection, transaction

    connection.ensure_connection()
    with transaction.atomic():
        started = time.perf_counter()
        work()
        connection.check_constraints()  # what the commit would do
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
