"""Sealing: entries that were written freely and side by side become one chain afterwards.

Nobody who saves waits for it. One sealer at a time takes whatever is visible and has no seal yet, in the order of ids,
and continues the chain. An entry that commits late, because its transaction was long, simply gets a later position.

So that a round need not compare the whole trail with the whole chain, the head knows up to which id everything is
settled. A snapshot gives the newest visible id and the number that the next transaction will get: whoever has taken an
id up to that one has a lower number (`context` takes the transaction's number first). Once no transaction below that
number runs any more, no entry can appear there.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from ..models import AuditEntry, AuditHead, AuditSeal
from .chain import keys, link, veil

_LOCK = 0x61756469  # "audi"
_ROWS_AT_A_TIME = 5_000

_LOOK = """
SELECT coalesce((SELECT max(id) FROM accounts_auditentry), 0),
    pg_snapshot_xmin(now.snapshot)::text::bigint, pg_snapshot_xmax(now.snapshot)::text::bigint
FROM (SELECT pg_current_snapshot() AS snapshot) AS now
"""
_UNSEALED = """
SELECT entry.id, audit_digest(entry), redaction.key, redaction.veiled
FROM accounts_auditentry AS entry LEFT JOIN accounts_auditredaction AS redaction ON redaction.entry_id = entry.id
WHERE entry.id > %s AND NOT EXISTS (SELECT FROM accounts_auditseal AS seal WHERE seal.entry_id = entry.id)
ORDER BY entry.id
"""
_STORE = "COPY accounts_auditseal (position, entry_id, key, chain) FROM STDIN"


class _Look(NamedTuple):
    newest: int  # the highest id that is visible
    oldest_running: int  # the number of the oldest transaction that runs
    next_number: int  # the number that the next transaction will get


@transaction.atomic
def seal() -> int:
    """Seal every entry that is visible and not sealed yet; return how many: none while another process is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_LOOK)
        look = _Look(*cursor.fetchone())
    head = AuditHead.objects.select_for_update().first() or AuditHead.objects.create()
    before = head.position, head.settled, head.seen
    for chunk in _unsealed(head.settled):
        _continue(head, chunk)
    _settle(head, look)
    count = head.position - before[0]
    if count:
        head.sealed_at = timezone.now()
    if (head.position, head.settled, head.seen) != before:
        head.save(update_fields=["position", "chain", "settled", "seen", "horizon", "sealed_at"])
    return count


def _unsealed(settled: int) -> Iterator[list[tuple[int, bytes]]]:
    with connection.chunked_cursor() as rows:
        rows.execute(_UNSEALED, [settled])
        while chunk := rows.fetchmany(_ROWS_AT_A_TIME):
            yield [(entry, _digest_of_what_was_written(entry, *others)) for entry, *others in chunk]


def _digest_of_what_was_written(entry: int, digest: bytes, key: int | None, veiled: bytes | None) -> bytes:
    """Return an entry's digest, that of its former content if values were taken out of it before it was sealed."""
    if veiled is None:
        return digest
    return next((veil(each.secret, entry, veiled) for each in keys() if each.number == key), digest)


def _continue(head: AuditHead, entries: list[tuple[int, bytes]]) -> None:
    key = keys()[0]
    position, chain = head.position, bytes(head.chain)
    with connection.cursor() as cursor, cursor.copy(_STORE) as copy:
        for entry, digest in entries:
            position += 1
            chain = link(key.secret, chain, position, bytes(digest))
            copy.write_row((position, entry, key.number, chain))
    head.position, head.chain = position, chain


def _settle(head: AuditHead, look: _Look) -> None:
    """Note what is settled now. A number from the future is one of the server that a backup was taken from."""
    of_another_server = head.horizon > look.next_number
    if head.horizon <= look.oldest_running or of_another_server:
        head.settled = head.seen
        if look.newest > head.seen:
            head.seen, head.horizon = look.newest, look.next_number


def waiting() -> QuerySet[AuditEntry]:
    """Return the entries that have no seal yet."""
    seals = AuditSeal.objects.filter(entry_id=OuterRef("pk"))
    return AuditEntry.objects.filter(~Exists(seals), pk__gt=AuditHead.current().settled)
