"""How fast a sheet of donations is imported, with its lines of the ledger, beside a bare COPY of the same rows."""

import csv
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DONORS_SHARE = 20  # donations there is one donor
TABLES = ("donations_donation", "finance_financerecord", "finance_posting")


def imported(count: int) -> None:
    """Print how many donations a second are imported and copied."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "bagislar.csv"
        _write(sheet, count)
        seconds, since = _import(sheet)
    copied = sum(_copy(table, since[table]) for table in TABLES)
    print(f"\n{count:,} donations: imported {count / seconds:,.0f}/s, COPY of the same rows {count / copied:,.0f}/s")
    print(f"the import takes {seconds / copied:.1f} times as long as COPY without triggers")


def _write(path: Path, count: int) -> None:
    today = date.today()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Bağışçı", "Telefon", "Tutar", "Tarih", "Ödeme yöntemi", "Bağış türü", "Banka", "Dekont no"])
        for number in range(count):
            donor = number % max(count // DONORS_SHARE, 1)
            day = today - timedelta(days=number % 300)
            writer.writerow(
                [
                    f"Aktarılan Bağışçı {donor}",
                    f"0532{donor:07d}",
                    f"{100 + number % 900},50",
                    f"{day:%d.%m.%Y}",
                    "Havale/EFT/FAST",
                    "Genel bağış",
                    "Ziraat",
                    f"D{number}",
                ]
            )


def _import(sheet: Path) -> tuple[float, dict[str, int]]:
    from accounts import audit
    from accounts.models import User
    from donations.imports.gifts import DonationImporter
    from kafkasder.core.imports import Options, Outcome, open_sheet, read, run

    user = User.objects.get(email="olcum@example.org")
    since = {table: _top(table) for table in TABLES}
    start = time.perf_counter()
    importer = DonationImporter(by=user, new_donors=True, accounts=["Ölçüm bank"])
    with audit.acting(user=user, source="import"):
        result = run(read(open_sheet(sheet), importer), importer, Options())
    if result.outcome is not Outcome.SAVED:
        raise SystemExit(f"The sheet was not imported: {result.outcome} {result.problems[:3]}")
    return time.perf_counter() - start, since


def _top(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])


def _copy(table: str, since: int) -> float:
    """Return how long COPY takes to write the imported rows once more."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
        columns: Any = cursor.fetchone()[0]
        with cursor.copy(f"COPY (SELECT {columns} FROM {table} WHERE id > {since}) TO STDOUT") as out:
            chunks = [bytes(chunk) for chunk in out]
        cursor.execute(f"DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
        start = time.perf_counter()
        with cursor.copy(f"COPY bench_copy ({columns}) FROM STDIN") as copy:
            for chunk in chunks:
                copy.write(chunk)
        seconds = time.perf_counter() - start
        cursor.execute("DROP TABLE bench_copy")
    return seconds
