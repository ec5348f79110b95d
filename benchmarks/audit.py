"""What the audit trail costs: rows of a wide table written with its triggers and without.

    .venv/bin/python -m benchmarks.audit [--rows 20000]

Bare and recorded runs take turns, each in a transaction that is taken back, and the best of each counts: on a shared
machine everything else only adds. The trail, its marks and the indexes of its search may cost 60 µs for a row of a
statement that writes many.
"""

import argparse
import sys
import time
from collections.abc import Callable

from .database import database

LIMIT_MICROSECONDS = 60
ROUNDS = 5
CREATE = """
INSERT INTO beneficiaries_household (file_number, status, status_reason, categories, priority, is_emergency,
    neighbourhood, address, phone, housing, heating, reference_name, reference_phone, reference_relation, notes,
    created_at, updated_at)
SELECT 'BENCH-' || number, 'draft', '', '{family_needy}', 'normal', false, 'Yeşiltepe', 'Çınar Sokak 7',
    '+905321112233', 'rent', 'stove', '', '', '', 'Bir not', now(), now() FROM generate_series(1, %s) AS number
"""
WORKS = ("create", "update", "update to the same")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    rows = parser.parse_args().rows
    with database():
        import django

        django.setup()
        _prepare()
        runs = [(_run(rows, recorded=False), _run(rows, recorded=True)) for _ in range(ROUNDS)]
    bare, recorded = ([min(times) for times in zip(*each, strict=True)] for each in zip(*runs, strict=True))
    good = True
    print(f"{'µs a row':<22}{'bare':>8}{'recorded':>10}{'the trail':>11}")
    for work, without, with_trail in zip(WORKS, bare, recorded, strict=True):
        cost = with_trail - without
        good &= cost < LIMIT_MICROSECONDS
        print(f"{work:<22}{without:>8.1f}{with_trail:>10.1f}{cost:>11.1f}")
    return 0 if good else 1


def _prepare() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _run(rows: int, *, recorded: bool) -> list[float]:
    """Return how many microseconds each work takes for a row."""
    from django.db import connection, transaction

    from beneficiaries.models import Household

    def create() -> None:
        with connection.cursor() as cursor:
            cursor.execute(CREATE, [rows])

    def update() -> None:
        Household.objects.filter(file_number__startswith="BENCH-").update(notes="Başka not", is_emergency=True)

    with transaction.atomic():
        if not recorded:
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE {Household._meta.db_table} DISABLE TRIGGER USER")
        times = [_timed(work) / rows * 1e6 for work in (create, update, update)]
        transaction.set_rollback(True)
    return times


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
