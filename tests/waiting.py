"""Whether somebody waits for a lock of this worker's database, whatever others on the same server do."""

from django.db import connection

# A lock of a row is one of a transaction, which names no database; but whoever waits for one holds others that do.
_WAITING = """
SELECT EXISTS (
    SELECT FROM pg_locks AS waiting JOIN pg_locks AS held USING (pid)
    WHERE NOT waiting.granted AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])
