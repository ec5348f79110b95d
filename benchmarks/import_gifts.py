"""How fast a sheet of donations is imported, beside a bare COPY of the same rows.

    .venv/bin/python -m benchmarks.import_gifts [--gifts 100000]

The sheet is read, checked, its givers found, judged by the table's own rules, and saved with its lines of the ledger,
the sums that are kept and the audit trail; the time from the file to the commit counts. COPY writes the very rows that
the import made (donations, records, postings) into tables with the same columns, constraints and indexes but without
triggers. `measure` is for other benchmarks too.
"""

import argparse
import csv
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from .database import database

LIMIT_PER_SECOND = 1_500
DONORS = 2_000
TABLES = ("donations_donation", "finance_financerecord", "finance_posting")
_HEADER = ("Bağışçı", "Telefon", "Tutar", "Ödeme Şekli", "Bağış Türü", "Tarih", "Dekont No", "Banka", "Kasa/Banka")
_FIRST = date(2024, 1, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gifts", type=int, default=100_000)
    options = parser.parse_args()
    with database(), tempfile.TemporaryDirectory() as folder:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        imported, copied = measure(Path(folder) / "bagislar.csv", options.gifts)
    print(f"{'':<20}{'gifts/s':>10}{'import is':>16}")
    print(f"{'import_donations':<20}{imported:>10,.0f}")
    print(f"{'bare COPY':<20}{copied:>10,.0f}{copied / imported:>11.1f} × slower")
    return 0 if imported >= LIMIT_PER_SECOND else 1


def measure(sheet: Path, gifts: int) -> tuple[float, float]:
    """Return how many gifts are imported and copied in a second, in a database that is migrated."""
    _prepare()
    _write_sheet(sheet, gifts)
    return gifts / _import(sheet), gifts / sum(map(_copy, TABLES))


def _prepare() -> None:
    from accounts.models import User
    from donations.models import Donor
    from finance.models import MoneyAccount
    from kafkasder.core.bulk import copy_rows
    from kafkasder.core.synthetic import numbers

    User.objects.create_superuser("olcum-bagis@example.org", full_name="Ölçüm")
    MoneyAccount.objects.create(kind="bank", name="Ölçüm hesabı")
    copy_rows(
        Donor,
        [Donor(kind="individual", name=f"Ölçüm {serial}", phone=numbers.phone(serial)) for serial in range(DONORS)],
    )


def _write_sheet(path: Path, gifts: int) -> None:
    from kafkasder.core.synthetic import numbers

    random = Random(7)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_HEADER)
        for serial in range(gifts):
            giver = random.randrange(DONORS)
            day = _FIRST + timedelta(days=serial * 700 // gifts)
            kind = random.choice(("Genel", "Zekât", "Sadaka", "Fitre"))
            by_bank = serial % 6 != 0
            account, slip = ("Ölçüm hesabı", f"D{serial:08d}") if by_bank else ("Merkez kasa", "")
            way, bank = ("BANKA_HAVALESI", "Örnek Bankası") if by_bank else ("NAKIT", "")
            amount = f"{random.randrange(50, 7_000)},00"
            row = [f"Ölçüm {giver}", numbers.phone(giver), amount, way, kind, f"{day:%d.%m.%Y}", slip, bank, account]
            writer.writerow(row)


def _import(sheet: Path) -> float:
    from accounts import audit
    from accounts.models import User
    from donations.imports.gifts import DonationImporter
    from kafkasder.core.imports import Options, Outcome, open_sheet, read, run

    user = User.objects.get(email="olcum-bagis@example.org")
    start = time.perf_counter()
    importer = DonationImporter(by=user)
    with audit.acting(user=user, source="import"):
        result = run(read(open_sheet(sheet), importer), importer, Options())
    if result.outcome is not Outcome.SAVED:
        raise SystemExit(f"The sheet was not imported: {result.problems[:3]}")
    return time.perf_counter() - start


def _copy(table: str) -> float:
    """Return how long COPY takes to write the rows of a table once more."""
    from django.db import connection

    with connection.cursor() as cursor:
        columns = ", ".join(_stored_columns(cursor, table))
        with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as out:
            chunks = [bytes(chunk) for chunk in out]
        cursor.execute(f"DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
        start = time.perf_counter()
        with cursor.copy(f"COPY bench_copy ({columns}) FROM STDIN") as copy:
            for chunk in chunks:
                copy.write(chunk)
        taken = time.perf_counter() - start
        cursor.execute("DROP TABLE bench_copy")
        return taken


def _stored_columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    return [name for (name,) in cursor.fetchall()]


if __name__ == "__main__":
    sys.exit(main())
