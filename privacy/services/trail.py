"""What the audit trail still holds of a row that was forgotten: the one place where that is taken out.

The trail is sealed by a chain (`docs/decisions/audit-chain.md`) and refuses every change. As long as the chain knows no
way to redact an entry and stay whole, this does nothing, and `docs/privacy.md` says so.
"""

from ..retention import Traces


def redact_trail(traces: Traces) -> int:
    """Take the values out of the entries that tell of these tables and keys; return how many entries that were."""
    return 0
