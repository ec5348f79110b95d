"""Small sheets for tests of the import, and running one."""

import csv
from pathlib import Path
from typing import Any

from accounts import audit
from accounts.models import User
from beneficiaries.imports import HouseholdImporter
from kafkasder.core.imports import Mode, Options, Report, Result, open_sheet, read, run
from kafkasder.core.synthetic.numbers import identity_number

NUMBERS = [identity_number(serial) for serial in range(5_000, 5_050)]


def sheet(folder: Path, *rows: list[Any] | str, name: str = "liste.csv") -> Path:
    """Write rows, each a list or cells divided by bars, and return the file."""
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows(row.split("|") if isinstance(row, str) else row for row in rows)
    return path


def imported(path: Path, by: User, mode: Mode = Mode.INSERT, report: Path | None = None, **options: bool) -> Result:
    importer = HouseholdImporter(by=by, mode=mode)
    plan = read(open_sheet(path), importer)
    with audit.acting(user=by, source="import"):
        if report is None:
            return run(plan, importer, Options(**options))
        with Report(report, plan) as written:
            return run(plan, importer, Options(**options), report=written)
