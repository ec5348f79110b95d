"""How long a payment list takes from a filter to the ledger, and the pages of aid with many applications.

    .venv/bin/python -m benchmarks.aid [--households 100000] [--payments 50000] [--applications 100000] [--rounds 40]

A list is built of a filter over all households, locked, approved and released through the services, with triggers,
trail and constraints; beside that stands the bare `INSERT … SELECT` of as many rows into a table without any of that.
The pages are asked for as `benchmarks.pages` asks; what stands beside them are their own statements.
"""

import argparse
import sys
from decimal import Decimal
from typing import Any

from kafkasder.serving.memory import settle

from .aid_rows import applications, households
from .database import database
from .money_rows import fill
from .pages import measure, signed_in, timed

LIMIT_S, LIMIT_MS = 10, 120
LEDGER = 10_000  # donations that are in the ledger already
_BARE = """
INSERT INTO bare (household_id, kind, period, amount) SELECT household.id, 'cash', date_trunc('month', now())::date, 100
FROM beneficiaries_household AS household WHERE household.status = 'active' LIMIT {count}
"""


def main() -> int:
    options = _options()
    with database():
        import django

        django.setup()
        fill(LEDGER)  # else the database plans for a ledger without a row
        made = timed(lambda: households(options.households, options.payments)) / 1000
        print(f"{options.households:,} households, {options.payments:,} of them in the filter (made in {made:.0f} s)")
        good = _lists(options.payments)
        made = timed(lambda: applications(options.applications)) / 1000
        print(f"\n{options.applications:,} applications (made in {made:.0f} s)")
        return 0 if _pages(options.rounds) and good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--payments", type=int, default=50_000)
    parser.add_argument("--applications", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    return parser.parse_args()


def _lists(count: int) -> bool:
    """Build, lock and release a list; tell how long each took beside the bare rows."""
    from django.db import connection

    from aid import services
    from beneficiaries.models import Household
    from kafkasder.core.days import today

    from .aid_rows import new_list, somebody

    maker, treasurer = somebody("admin"), somebody("admin")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (household_id bigint, kind text, period date, amount numeric)")
        bare = timed(lambda: cursor.execute(_BARE.format(count=count))) / 1000
    payment_list = services.save_list(payment_list=new_list(Decimal(count) * 200), by=maker)
    chosen = Household.objects.visible_to(maker).filter(priority="high")
    steps = {
        "built": lambda: services.fill_by_filter(payment_list=payment_list, households=chosen, by=maker),
        "locked": lambda: services.lock_list(payment_list=payment_list, by=maker),
        "approved": lambda: services.approve_list(payment_list=payment_list, by=somebody("admin")),
        "released": lambda: services.release_list(payment_list=payment_list, day=today(), by=treasurer),
    }
    times = {name: timed(step) / 1000 for name, step in steps.items()}
    payments = payment_list.aids.count()
    if payments != count:
        raise AssertionError(f"{payments} payments are on the list and not {count}")
    print(f"{'bare rows':<28}{bare:>9.2f} s")
    for name, time in times.items():
        print(f"{name:<28}{time:>9.2f} s{time / bare:>9.1f} times the bare rows")
    whole = times["built"] + times["locked"]
    is_good = whole < LIMIT_S
    print(f"{'built and locked':<28}{whole:>9.2f} s{'' if is_good else '  too much'}")
    return is_good


def _cases() -> list[tuple[str, str]]:
    """Return the pages to measure, as far as they are there."""
    from django.urls import NoReverseMatch, reverse

    from aid.models import PaymentList

    payment_list = PaymentList.objects.order_by("-pk")[0].pk
    found = []
    for label, name, arguments, query in (
        ("applications", "aid:application_list", [], ""),
        ("applications in review", "aid:application_list", [], "?stage=in_review"),
        ("board of applications", "aid:application_board", [], ""),
        ("aid given", "aid:aid_list", [], ""),
        ("aid given by kind", "aid:aid_list", [], "?kind=cash&state=sent"),
        ("cash desk", "aid:desk", [], ""),
        ("payment lists", "aid:list_list", [], ""),
        ("a payment list", "aid:list_detail", [payment_list], ""),
        ("households not helped", "beneficiaries:household_list", [], "?unhelped=90"),
    ):
        try:
            found.append((label, reverse(name, args=arguments) + query))
        except NoReverseMatch:
            print(f"{label}: no such page yet")
    return found


def _pages(rounds: int) -> bool:
    client: Any = signed_in()
    settle()
    print(f"{'page':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'SQL ms':>9}{'p50/SQL':>9}")
    good = True
    for label, url in _cases():
        figures = measure(client, url, rounds)
        is_good = figures.p95 < LIMIT_MS
        good &= is_good
        print(
            f"{label:<28}{figures.queries:>8}{figures.p50:>9.1f}{figures.p95:>9.1f}{figures.floor:>9.1f}"
            f"{figures.p50 / figures.floor:>9.1f}{'' if is_good else '  too much'}"
        )
    return good


if __name__ == "__main__":
    sys.exit(main())
