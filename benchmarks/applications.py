"""How long the list and the board of applications and the dashboard take on the server, beside their bare SQL.

    .venv/bin/python -m benchmarks.applications [--applications 100000] [--rounds 60]

Applications are made by the database, over households of `generate_people`, and measured as `benchmarks.pages` does.
"""

import argparse
import sys
from collections.abc import Iterator

from kafkasder.serving.memory import settle

from .database import database
from .pages import Case, fill_people, let_search, measure, signed_in

MOST_QUERIES = 14
MOST_OF_ALL_ROOMS = 28  # on the dashboard, which every room puts something on
LIMIT_MS = 120
LIST, BOARD, DASHBOARD = "/yardim/basvurular/", "/yardim/basvurular/pano/", "/"

# What differs from one to the next follows from its number alone, so that each run has the same.
_APPLICATIONS = """
INSERT INTO aid_aidapplication (number, applicant_type, household_id, applicant_name, applicant_phone, applied_on,
    source, description, notes, priority, stage, stage_reason, stage_at, due_on, reject_reason, points, created_by_id,
    written_by_id, writers, created_at, updated_at)
SELECT 'B-' || extract(year FROM day) || '-' || lpad(number::text, 6, '0'), 'person',
    (%(homes)s::bigint[])[1 + mix %% cardinality(%(homes)s::bigint[])], '', '', day,
    (ARRAY['office', 'office', 'phone', 'field', 'reference', 'form'])[1 + mix %% 6],
    (ARRAY['Kira borcu', 'Gıda desteği istiyor', 'Kışlık yakacak', 'Okul masrafı'])[1 + mix %% 4], '',
    (ARRAY['low', 'normal', 'normal', 'normal', 'high', 'urgent'])[1 + mix / 7 %% 6], stage, '', day,
    CASE WHEN stage IN ('submitted', 'in_review', 'committee', 'waiting_list') THEN day + 20 END,
    CASE WHEN stage = 'rejected' THEN 'no_funds' ELSE '' END, mix / 11 %% 120, %(by)s, %(by)s,
    ARRAY[%(by)s::bigint], now(), now()
FROM (
    SELECT number, mix, current_date - (mix * 31 %% 1500)::int AS day,
        (ARRAY['draft', 'submitted', 'in_review', 'in_review', 'committee', 'approved', 'ongoing', 'ongoing',
            'rejected', 'rejected', 'waiting_list', 'completed', 'completed', 'completed', 'completed', 'completed',
            'withdrawn'])[1 + mix / 13 %% 17] AS stage
    FROM (
        SELECT number, ('x' || substr(md5(number::text), 1, 12))::bit(48)::bigint AS mix
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS number
    ) AS mixed
) AS made
"""
_ASKED = """
INSERT INTO aid_askedaid (application_id, kind, frequency, times, amount, currency, unit, note)
SELECT id, kind, 'once', 1, 1000 + id % 90 * 100, 'TRY', '', ''
FROM aid_aidapplication, unnest(ARRAY[(ARRAY['cash', 'rent', 'food_card', 'bills'])[1 + id % 4],
    CASE WHEN id % 3 = 0 THEN 'fuel' END]) AS kind
WHERE kind IS NOT NULL
"""


def cases() -> Iterator[Case]:
    """Yield the pages to measure."""
    for name, path in (("list", LIST), ("board", BOARD)):
        yield Case(f"{name}: as it opens", path)
        yield Case(f"{name}: one kind of help", f"{path}?kind=fuel")
        yield Case(f"{name}: urgent, late", f"{path}?priority=urgent&late=late")
        yield Case(f"{name}: by telephone", f"{path}?source=phone")
        yield Case(f"{name}: points and dates", f"{path}?points_min=80&date_from=01.01.2026")
        yield Case(f"{name}: province", f"{path}?province=34")
        yield Case(f"{name}: nobody's", f"{path}?assigned=none")
        yield Case(f"{name}: search, a name", f"{path}?q=ay")
        yield Case(f"{name}: search, a number", f"{path}?q=B-2026-0012")
        yield Case(f"{name}: search, words", f"{path}?q=kira+borcu")
    yield Case("list: first page of 100", f"{LIST}?size=100")
    yield Case("list: under review", f"{LIST}?group=under_review")
    yield Case("list: closed", f"{LIST}?open=closed")
    yield Case("list: by points", f"{LIST}?sort=-points")
    yield Case("list: by the last day", f"{LIST}?sort=due")
    yield Case("list: middle page", f"{LIST}?page=2000")
    yield Case("list: last page", f"{LIST}?page=4000")
    yield Case("dashboard", DASHBOARD)


def main() -> int:
    options = _options()
    with database():
        import django

        django.setup()
        fill_people(options.applications)
        fill(options.applications)
        let_search()
        client = signed_in()
        settle()  # as the server does when it starts
        good = True
        print(f"{'page':<40}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'SQL ms':>9}")
        for case in cases():
            figures = measure(client, case.url, options.rounds)
            most = MOST_OF_ALL_ROOMS if case.url == DASHBOARD else MOST_QUERIES
            fine = figures.p95 < LIMIT_MS and figures.queries <= most
            good &= fine
            print(
                f"{case.label:<40}{figures.queries:>8}{figures.p50:>9.1f}{figures.p95:>9.1f}{figures.floor:>9.1f}"
                f"{'' if fine else '  too much'}"
            )
        return 0 if good else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--applications", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    return parser.parse_args()


def fill(size: int) -> None:
    """Bring the number of applications to `size`; triggers are off, as none of them is anybody's doing."""
    from django.db import connection, transaction

    from accounts.models import User
    from aid.models import AidApplication
    from beneficiaries.models import Household

    present = AidApplication.objects.count()
    if present < size:
        by, _made = User.objects.get_or_create(email="veri@example.org", defaults={"full_name": "Veri"})
        homes = list(Household.objects.filter(status="active").values_list("pk", flat=True))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            given = {"homes": homes, "by": by.pk, "first": present + 1, "last": size}
            cursor.execute(_APPLICATIONS, given)
            cursor.execute(_ASKED)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
