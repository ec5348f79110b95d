"""Redacting: what tells of a person is taken out of entries, and the chain over them stays whole.

Whoever is destroyed must be gone from the trail too. The values, the name and the reason of each entry go; that the
entry was written, when, by whom and about which row and fields, stays. The digest of its former content is kept
under a veil and a proof (`accounts.audit.chain`): sealing and verifying go on with the digest of what was written.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from ..models import AuditEntry, AuditRedaction
from ..models.audit import Action
from .chain import Redaction, keys, mark, redaction_proof, veil
from .recording import REDACTED
from .verifying import keys_for

_FOUND = """
SELECT entry.id, audit_digest(entry), entry.mark, entry.actor_id, entry.actor_name, entry.source, host(entry.ip),
    entry.request_id, entry.reason
FROM accounts_auditentry AS entry
WHERE entry.table_name = %s AND entry.row_pk = ANY(%s)
    AND NOT EXISTS (SELECT FROM accounts_auditredaction AS done WHERE done.entry_id = entry.id)
ORDER BY entry.id FOR UPDATE
"""
# What is not there, or an empty text, tells of nobody. Anything that is no pair of values did not come from a trigger.
_BLANK = """
UPDATE accounts_auditentry AS entry SET row_label = '', reason = '', changes = coalesce((
    SELECT jsonb_object_agg(field.name, CASE WHEN jsonb_typeof(field.pair) = 'array' THEN (
        SELECT coalesce(jsonb_agg(
            CASE WHEN each.value IN ('null', '""') THEN each.value ELSE to_jsonb(%s::text) END ORDER BY each.place
        ), '[]')
        FROM jsonb_array_elements(field.pair) WITH ORDINALITY AS each (value, place)
    ) ELSE '[]' END) FROM jsonb_each(entry.changes) AS field (name, pair)
), '{}')
WHERE entry.id = ANY(%s) RETURNING entry.id, audit_digest(entry)
"""
_MAY = "SELECT set_config('audit.redacting', %s, true)"


class _Entry(NamedTuple):
    id: int
    digest: bytes
    mark: bytes | None
    circumstances: tuple[Any, ...]

    @property
    def bears_its_mark(self) -> bool:
        return any(mark(key, self.digest) == self.mark for key in keys_for(*self.circumstances))


@transaction.atomic
def redact(table: str, rows: Iterable[Any], *, record: str) -> int:
    """Take what tells of a person out of every entry of these rows of a table; return how many entries that were.

    `rows` are keys as the trail names rows. `record` says, without personal data, what asked for it. Entries that were
    redacted before stay as they are.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [table, [str(key) for key in rows]])
        found = {row[0]: _Entry(row[0], bytes(row[1]), row[2], row[3:]) for row in cursor.fetchall()}
        if not found:
            return 0
        cursor.execute(_MAY, ["on"])
        cursor.execute(_BLANK, [REDACTED, list(found)])
        left = cursor.fetchall()
        cursor.execute(_MAY, [""])
    AuditRedaction.objects.bulk_create(_redaction(found[entry], bytes(digest), record) for entry, digest in left)
    return len(left)


def _redaction(entry: _Entry, left: bytes, record: str) -> AuditRedaction:
    key = keys()[0]
    veiled = veil(key.secret, entry.id, entry.digest)
    said = Redaction(veiled, left, entry.bears_its_mark, timezone.now(), record)
    return AuditRedaction(
        entry_id=entry.id, key=key.number, proof=redaction_proof(key.secret, entry.id, said), **said._asdict()
    )


def deleted_rows(table: str, column: str, value: Any) -> list[str]:
    """Return the keys of the rows that held `value` in `column` as they were deleted, as the trail knows them."""
    gone = AuditEntry.objects.filter(table_name=table, action=Action.DELETE, **{f"changes__{column}__0": value})
    return list(gone.order_by().values_list("row_pk", flat=True))
