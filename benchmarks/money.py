"""How long the pages of money take with many donations, beside adding all of them up, and what receipts and imports do.

    .venv/bin/python -m benchmarks.money [--sizes 10000,100000,1000000] [--rounds 40] [--only pages,receipts,import]

Donations of ten years come by SQL, with their records, postings and sums, from a real PostgreSQL (`DATABASE_URL`, or
one that is thrown away afterwards). Every page is asked for in process by Django's test client, signed in, with
middleware, permissions and templates. Two things of the same run stand beside it: the page's own statements through the
bare driver, and adding up all rows anew, which is what kept sums save. Only ratios of one run mean much.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from kafkasder.serving.memory import settle

from .database import database
from .money_rows import fill
from .pages import measure, signed_in, timed

LIMIT_MS = 150
SIZES = [10_000, 100_000, 1_000_000]
PARTS = ("pages", "receipts", "import")

_GIFTS_ANEW = """
SELECT grouping(method, kind, fund_id, campaign_id), currency, method, kind, fund_id, campaign_id, count(*),
    sum(amount), sum(refunded) FROM donations_donation WHERE state IN ('completed', 'refunded')
GROUP BY GROUPING SETS ((currency), (currency, method), (currency, kind), (currency, fund_id), (currency, campaign_id))
"""
_LEDGER_ANEW = """
SELECT currency, direction, category, fund_id, sum(amount) FROM finance_financerecord WHERE state = 'approved'
GROUP BY 1, 2, 3, 4
"""
_BALANCES_ANEW = "SELECT fund_id, account_id, currency, sum(amount) FROM finance_posting GROUP BY 1, 2, 3"
_ANEW = {"gifts": _GIFTS_ANEW, "ledger": _LEDGER_ANEW, "balances": _BALANCES_ANEW}


def main() -> int:
    options = _options()
    with database():
        import django

        django.setup()
        good = True
        for size in options.sizes:
            made = timed(lambda size=size: fill(size)) / 1000
            print(f"\n{size:,} donations (made in {made:.0f} s)")
            if "pages" in options.only:
                good &= _pages(options.rounds)
        signed_in()
        if "receipts" in options.only:
            from .money_receipts import receipts

            receipts()
        if "import" in options.only:
            from .money_import import imported

            imported(options.rows)
        return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--sizes", type=lambda text: [int(each) for each in text.split(",")], default=[10**4, 10**5, 10**6]
    )
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the sheet that is imported")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS))
    return parser.parse_args()


def _cases() -> Iterator[tuple[str, str]]:
    """Yield the pages to measure, as far as they are there."""
    from django.urls import NoReverseMatch, reverse

    from donations.models import Donor

    donor = Donor.objects.order_by("-pk")[0].pk
    for label, name, arguments, query in (
        ("dashboard", "home", [], ""),
        ("donations: this month", "donations:gift_report", [], ""),
        ("donations: this year", "donations:gift_report", [], "?period=this_year"),
        ("donations: last 12 months", "donations:gift_report", [], "?period=last_12_months&against=last_year"),
        ("donations: three years", "donations:gift_report", [], "?period=custom&first=01.01.2024&last=31.12.2026"),
        ("donations: five years", "donations:gift_report", [], "?period=custom&first=01.01.2022&last=31.12.2026"),
        ("donations: five odd years", "donations:gift_report", [], "?period=custom&first=16.07.2021&last=15.07.2026"),
        ("donations: ten years", "donations:gift_report", [], "?period=custom&first=01.01.2016&last=31.12.2026"),
        ("ledger: this month", "donations:ledger_report", [], ""),
        ("ledger: last 12 months", "donations:ledger_report", [], "?period=last_12_months"),
        ("list of donations", "donations:donation_list", [], ""),
        ("a donor", "donations:donor_detail", [donor], ""),
    ):
        try:
            yield label, reverse(name, args=arguments) + query
        except NoReverseMatch:
            print(f"{label}: no such page yet")


def _pages(rounds: int) -> bool:
    client = signed_in()
    settle()
    anew = {name: _anew(sql) for name, sql in _ANEW.items()}
    print("adding up all rows: " + ", ".join(f"{name} {time:.0f} ms" for name, time in anew.items()))
    print(f"{'page':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'SQL ms':>9}{'p50/SQL':>9}{'anew/p50':>10}")
    good, whole = True, sum(anew.values())
    for label, url in _cases():
        figures = measure(client, url, rounds)
        is_good = figures.p95 < LIMIT_MS
        good &= is_good
        print(
            f"{label:<28}{figures.queries:>8}{figures.p50:>9.1f}{figures.p95:>9.1f}{figures.floor:>9.1f}"
            f"{figures.p50 / figures.floor:>9.1f}{whole / figures.p50:>10.1f}{'' if is_good else '  too much'}"
        )
    return good


def _anew(sql: str) -> float:
    from django.db import connection

    def ask() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    ask()
    return sorted(timed(ask) for _round in range(5))[2]


if __name__ == "__main__":
    sys.exit(main())
