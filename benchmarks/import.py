"""How fast a sheet of households is imported, beside a bare COPY of the same rows and beside django-import-export.

    .venv/bin/python -m benchmarks.import [--people 30000] [--rounds 3]

The sheet is read, checked, matched, encrypted, saved with its audit trail and committed; the time from the file to the
commit counts, the best of the rounds. COPY writes the very rows that the import has made into a table with the same
columns, constraints and indexes but without triggers. django-import-export reads a part of the same sheet into the
same model, with its defaults but without its own report. The import must save 3,000 people a second.
"""

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from .database import database

LIMIT_PER_SECOND = 3_000
COMPARED_PEOPLE = 2_000
HEADER = (
    *("Dosya No", "Yakınlık", "Ad", "Soyad", "TC Kimlik No", "Doğum Tarihi", "Cinsiyet", "Medeni Hâl", "Uyruk"),
    *("Hukuki Durum", "Öğrenim", "Çalışma Durumu", "Telefon", "İl", "İlçe", "Mahalle", "Açık Adres", "Konut"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with database(), tempfile.TemporaryDirectory() as folder:
        import django

        django.setup()
        _prepare()
        sheet = Path(folder) / "haneler.csv"
        people = _write_sheet(sheet, options.people)
        imported = min(_import(sheet) for _ in range(options.rounds))
        copied = min(_copy() for _ in range(options.rounds))
        compared = _import_export(sheet)
    return _tell(people / imported, people / copied, compared)


def _tell(imported: float, copied: float, compared: float) -> int:
    print(f"{'':<24}{'people/s':>10}{'import is':>16}")
    print(f"{'import_beneficiaries':<24}{imported:>10,.0f}")
    print(f"{'bare COPY':<24}{copied:>10,.0f}{copied / imported:>11.1f} × slower")
    print(f"{'django-import-export':<24}{compared:>10,.0f}{imported / compared:>11.1f} × faster")
    return 0 if imported >= LIMIT_PER_SECOND else 1


def _prepare() -> None:
    from django.core.management import call_command

    from accounts.models import User

    call_command("migrate", verbosity=0)
    User.objects.create_superuser("olcum@example.org", full_name="Ölçüm")


def _write_sheet(path: Path, people: int) -> int:
    """Write a sheet of invented families and return how many people stand in it."""
    from beneficiaries.synthetic import draw_families

    families = list(draw_families(people, seed=1, today=date(2026, 11, 20)))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for number, family in enumerate(families, start=1):
            writer.writerows(_rows(number, family))
    return sum(len(family.members) for family in families)


def _rows(number: int, family: Any) -> Iterator[list[str]]:
    from beneficiaries.models import District

    home = family.household
    district = District.objects.select_related("province").get(pk=home.district_id)
    place = [district.province.name, district.name, home.neighbourhood, home.address, home.get_housing_display()]
    for person in family.members:
        born = f"{person.birth_date:%d.%m.%Y}" if person.birth_date else str(person.birth_year)
        labels = [person.get_gender_display(), person.get_marital_status_display(), person.get_nationality_display()]
        labels += [person.get_legal_status_display(), person.get_education_display(), person.get_work_display()]
        names = [person.get_relation_display(), person.first_name, person.last_name]
        yield [f"2025/{number}", *names, person.identity_number, born, *labels, person.phone, *place]


def _import(sheet: Path) -> float:
    from accounts import audit
    from accounts.models import User
    from beneficiaries.imports import HouseholdImporter
    from kafkasder.core.imports import Options, Outcome, open_sheet, read, run

    _empty()
    user = User.objects.get(email="olcum@example.org")
    start = time.perf_counter()
    importer = HouseholdImporter(by=user)
    with audit.acting(user=user, source="import"):
        result = run(read(open_sheet(sheet), importer), importer, Options())
    if result.outcome is not Outcome.SAVED:
        raise SystemExit(f"The sheet was not imported: {result.problems[:3]}")
    return time.perf_counter() - start


def _copy() -> float:
    """Return how long COPY takes to write the imported households and people once more."""
    from django.db import connection

    with connection.cursor() as cursor:
        total = 0.0
        for table in ("beneficiaries_household", "beneficiaries_beneficiary"):
            columns = ", ".join(_stored_columns(cursor, table))
            with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as out:
                chunks = [bytes(chunk) for chunk in out]
            cursor.execute(f"DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
            start = time.perf_counter()
            with cursor.copy(f"COPY bench_copy ({columns}) FROM STDIN") as copy:
                for chunk in chunks:
                    copy.write(chunk)
            total += time.perf_counter() - start
        cursor.execute("DROP TABLE bench_copy")
        return total


def _stored_columns(cursor: Any, table: str) -> Iterable[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    return [name for (name,) in cursor.fetchall()]


def _import_export(sheet: Path) -> float:
    """Return how many people django-import-export saves in a second; its rows all join one household."""
    from import_export.resources import modelresource_factory
    from tablib import Dataset

    from accounts import audit
    from beneficiaries.models import Beneficiary, Household

    _empty()
    household = Household.objects.create(file_number="OLCUM")
    names = ("first_name", "last_name", "identity_number", "birth_year", "phone", "household")
    data = Dataset(headers=names)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        for row in islice(csv.DictReader(file, delimiter=";"), COMPARED_PEOPLE):
            born = row["Doğum Tarihi"][-4:]
            number = row["TC Kimlik No"]
            if number:
                data.append((row["Ad"], row["Soyad"], number, born, row["Telefon"], household.pk))
    resource = modelresource_factory(
        Beneficiary,
        meta_options={
            "import_id_fields": ["identity_number"],
            "fields": names,
            "force_init_instance": True,
            "skip_diff": True,
        },
    )()
    start = time.perf_counter()
    with audit.acting(source="import"):
        result = resource.import_data(data, dry_run=False, raise_errors=True, use_transactions=True)
    return result.totals["new"] / (time.perf_counter() - start)


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE beneficiaries_household, beneficiaries_filenumberseries CASCADE")


if __name__ == "__main__":
    sys.exit(main())
