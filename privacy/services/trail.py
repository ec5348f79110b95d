"""What the audit trail still holds of a row that was forgotten: the one place where that is taken out.

The trail is sealed by a chain; `accounts.audit.redacting` takes values out so that it stays whole.
"""

from accounts import audit

from ..models import DestructionRecord
from ..retention import Traces


def redact_trail(traces: Traces, record: DestructionRecord | None) -> int:
    """Take the values out of the entries that tell of these tables and keys; return how many entries that were.

    Call it last: what the forgetting itself wrote holds the former values too. Must run in its transaction.
    """
    because = f"{DestructionRecord._meta.db_table} {record.pk}" if record else "forget_again"
    return sum(audit.redact(table, keys, record=because) for table, keys in traces.items())
