"""The audit trail: who did what to which row, when, from where, and what was before.

Triggers in the database write it (`triggers`), so that no way of writing gets past it; `context` tells them who acts.
See `docs/decisions/audit-trail.md`.
"""

from .context import acting, stamp
from .histories import history
from .redacting import redact

__all__ = ["acting", "history", "redact", "stamp"]
