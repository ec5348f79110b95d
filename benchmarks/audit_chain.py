"""The chain over the audit trail and the searches in it: saves side by side, a million entries verified and searched.

    .venv/bin/python -m benchmarks.audit_chain [--entries 1000000] [--seconds 4]

Saves: eight processes, each save a transaction that locks a household of its own and changes it, on a server that
writes its log to the disk. *Plain* has no marks and no seals; *locked* makes each link in the saving transaction, under
the lock that such a chain needs. Verification stands beside a floor: one statement that reads every entry and hashes
it. Searches are a page of the list and its total; none may read the whole trail.
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from .database import database

WRITERS = 8
ROUNDS = 3
ENTRIES_IN_A_REQUEST = 500
MOST_SECONDS = 60
PAGE = 25

_LOCKED_CHAIN = """
CREATE TABLE bench_link (position bigserial PRIMARY KEY, chain bytea NOT NULL);
CREATE FUNCTION bench_link() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(7);
    INSERT INTO bench_link (chain) SELECT sha256(coalesce(
        (SELECT chain FROM bench_link ORDER BY position DESC LIMIT 1), '') || audit_digest(NEW));
    RETURN NEW;
END
$body$;
CREATE TRIGGER bench_link BEFORE INSERT ON accounts_auditentry FOR EACH ROW EXECUTE FUNCTION bench_link();
"""
_NO_LOCKED_CHAIN = "DROP TRIGGER bench_link ON accounts_auditentry; DROP FUNCTION bench_link(); DROP TABLE bench_link"
_ENTRIES = """
INSERT INTO accounts_auditentry (at, actor_id, actor_name, source, ip, request_id, action, table_name, row_pk,
    row_label, changes, reason)
SELECT clock_timestamp(), %(actor)s, %(name)s, %(source)s, %(ip)s, %(request)s,
    CASE WHEN n %% 97 = 0 THEN 'view' WHEN n %% 3 = 0 THEN 'create' ELSE 'update' END,
    CASE WHEN n %% 5 = 0 THEN 'accounts_user' ELSE 'beneficiaries_beneficiary' END, (n * 7919 %% 50000)::text,
    'Ayşe ' || chr((65 + n %% 26)::int) || 'Yılmaz' || n * 7919 %% 50000,
    jsonb_build_object(CASE WHEN n %% 1000 = 1 THEN 'occupation' ELSE 'last_name' END,
        jsonb_build_array('önce ' || n, 'sonra ' || n), 'education', jsonb_build_array('primary', 'high')), %(reason)s
FROM generate_series(%(first)s::bigint, %(first)s + %(count)s - 1) AS n
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    with database(durable=True):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        if options.seconds:
            saves(options.seconds)
        fill(options.entries)
        good = verification(options.entries)
        return 0 if searches() and good else 1


# Saves


def saves(seconds: float) -> None:
    from beneficiaries.models import Household

    households = Household.objects.bulk_create(Household(file_number=f"BENCH-{n}") for n in range(WRITERS))
    keys = [household.pk for household in households]
    modes = {"plain": plain, "chain": chain, "locked": locked}
    best = dict.fromkeys(modes, 0.0)
    for _round in range(ROUNDS):
        for name, mode in modes.items():
            with mode():
                best[name] = max(best[name], _saves_per_second(keys, seconds))
    print(f"saves a second, {WRITERS} writers: " + ", ".join(f"{name} {rate:,.0f}" for name, rate in best.items()))


@contextmanager
def plain() -> Iterator[None]:
    _execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER audit_marked")
    yield
    _execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER audit_marked")
    _execute(
        "SET session_replication_role = replica; DELETE FROM accounts_auditentry WHERE mark IS NULL;"
        " SET session_replication_role = origin"
    )


@contextmanager
def chain() -> Iterator[None]:
    from accounts.audit.sealing import seal

    done = Event()

    def keep() -> None:
        while not done.wait(1):
            seal()

    sealer = Thread(target=keep)
    sealer.start()
    yield
    done.set()
    sealer.join()
    seal()


@contextmanager
def locked() -> Iterator[None]:
    _execute(_LOCKED_CHAIN)
    yield
    _execute(_NO_LOCKED_CHAIN)


def _saves_per_second(keys: list[int], seconds: float) -> float:
    context = multiprocessing.get_context("spawn")
    with context.Pool(len(keys)) as pool:
        pool.map(_connect, range(len(keys)))
        return sum(pool.starmap(_save, [(key, seconds) for key in keys], chunksize=1))


def _connect(_number: int) -> None:
    import django

    django.setup()
    time.sleep(0.5)  # so that every process gets one


def _save(key: int, seconds: float) -> float:
    """Save as the panel does, but by psycopg alone: Django's own work would hide what the database does."""
    import psycopg
    from django.db import connection

    from accounts.audit.chain import context_key
    from accounts.audit.context import SETTING, Context

    told = Context(source="web", request_id=str(os.getpid())).told()
    tell = f"SELECT set_config('{SETTING}', %s, true), set_config('audit.key', %s, true), pg_current_xact_id()"
    parameters = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    count, started = 0, time.perf_counter()
    with psycopg.connect(**{name: parameters[name] for name in names if parameters.get(name)}) as raw:
        while time.perf_counter() - started < seconds:
            raw.execute("SELECT id FROM beneficiaries_household WHERE id = %s FOR UPDATE", [key])
            raw.execute(tell, [json.dumps(told), context_key(**told)])
            raw.execute("UPDATE beneficiaries_household SET notes = %s WHERE id = %s", [f"{key} {count}", key])
            raw.commit()
            count += 1
    return count / (time.perf_counter() - started)


# Verification


def fill(entries: int) -> None:
    from django.db import connection, transaction

    from accounts import audit
    from accounts.audit.context import current

    for first in range(1, entries + 1, ENTRIES_IN_A_REQUEST):
        request = f"R{first:09d}"
        source = "import" if first % 40_000 < ENTRIES_IN_A_REQUEST else "web"
        with audit.acting(source=source, request_id=request, ip="10.0.0.7"), transaction.atomic():
            audit.stamp()
            told = current().told() | {"first": first, "count": ENTRIES_IN_A_REQUEST}
            with connection.cursor() as cursor:
                cursor.execute(_ENTRIES, told)
    _execute("VACUUM ANALYZE accounts_auditentry")


def verification(entries: int) -> bool:
    from accounts.audit.sealing import seal
    from accounts.audit.verifying import verify

    print(f"sealing {entries:,} entries: {_Spent(seal)}")
    _execute("VACUUM ANALYZE accounts_auditseal")
    print("reading and hashing alone: ", end="")
    print(_Spent(lambda: _execute("SELECT count(audit_digest(entry)) FROM accounts_auditentry AS entry")))
    found: list[Any] = []
    spent = _Spent(lambda: found.append(verify()))
    print(f"verifying {found[0].sealed:,} entries: {spent}")
    print("\n".join(map(str, found[0].faults)))
    return bool(found[0].is_good) and spent.processor < MOST_SECONDS * entries / 1_000_000


class _Spent:
    """What a work took: seconds, and seconds of the processor here and in the database, which others do not disturb."""

    def __init__(self, work: Callable[[], object]) -> None:
        from django.db import connection

        connection.ensure_connection()
        backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
        before = time.process_time() + self._ticks(backend)
        started = time.perf_counter()
        work()
        self.seconds = time.perf_counter() - started
        self.processor = time.process_time() + self._ticks(backend) - before

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.processor:.1f} s of the processor"

    @staticmethod
    def _ticks(stat: Path) -> float:
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# Searches


def searches() -> bool:
    from django.http import QueryDict
    from django.test import RequestFactory

    from accounts.lists import AUDIT
    from accounts.models import AuditEntry, User

    viewer = User.objects.create_user("bench@example.org", full_name="Bench")
    middle = AuditEntry.objects.order_by("pk")[AuditEntry.objects.count() // 2]
    day = f"{middle.at:%d.%m.%Y}"
    asked = [
        "q=1234",
        f"q={middle.request_id}",
        "q=yilmaz123",
        f"actor={viewer.pk}",
        "table=accounts_user",
        "table=beneficiaries_beneficiary&field=beneficiaries_beneficiary.occupation",
        "action=view",
        "source=import",
        f"at_from={day}&at_to={day}",
        "at_to=01.01.2020",
    ]
    good = True
    for query in asked:
        request = RequestFactory().get("/denetim-kayitlari/", QueryDict(query))
        request.user = viewer
        listing = AUDIT.bind(request)
        started = time.perf_counter()
        list(listing.objects)
        seconds = time.perf_counter() - started
        plan = listing.visible.order_by("-pk")[:PAGE].explain()
        indexed = "Seq Scan on accounts_auditentry" not in plan
        good &= indexed
        print(f"{seconds * 1000:8.1f} ms {listing.total:>10,} rows  {'index' if indexed else 'NO INDEX'}  ?{query}")
    return good


def _execute(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


if __name__ == "__main__":
    sys.exit(main())
