"""What the bar above every page tells those who may see security events."""

from typing import Any

from ..models import EventKind, SecurityEvent


def unreviewed_suspicions() -> dict[str, Any]:
    """Return the number of suspicions that nobody has reviewed; one query, whatever the number of events."""
    return {"count": SecurityEvent.objects.filter(kind=EventKind.SUSPICIOUS, reviewed_at__isnull=True).count()}
