"""The banks that a Turkish IBAN names by its five digits; as they were known in November 2026.

Their names stand in `data/banks.csv`, where 99999 is no bank's but that of invented accounts. A bank that is not there
is shown without a name: a code is no reason to refuse an account.
"""

import csv
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "banks.csv"


@cache
def banks() -> dict[str, str]:
    """Return the names of banks by their five digits."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def bank_code_of(iban: str) -> str:
    """Return the five digits that name the bank in a Turkish IBAN, and nothing for any other text."""
    return iban[4:9] if iban.startswith("TR") and len(iban) == 26 else ""


def bank_name(code: str) -> str:
    """Return what the bank with this code is called, and nothing for one that is not known."""
    return banks().get(code, "")
