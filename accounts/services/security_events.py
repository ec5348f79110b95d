"""Recording what concerns security: each kind has its usual severity, the circumstances come from the audit context."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from ..audit.context import current
from ..models import EventKind, SecurityEvent, Severity, User
from ..security.watch import watch

_USUAL = {
    EventKind.ATTEMPT: Severity.LOW,
    EventKind.SUCCESS: Severity.LOW,
    EventKind.FAILURE: Severity.MEDIUM,
    EventKind.LOCKED: Severity.HIGH,
    EventKind.UNLOCKED: Severity.MEDIUM,
    EventKind.SIGN_OUT: Severity.LOW,
    EventKind.SESSION_ENDED: Severity.LOW,
    EventKind.DENIED: Severity.MEDIUM,
    EventKind.SUSPICIOUS: Severity.HIGH,
    EventKind.PASSWORD: Severity.MEDIUM,
    EventKind.FACTOR_ON: Severity.MEDIUM,
    EventKind.FACTOR_OFF: Severity.HIGH,
    EventKind.CODES: Severity.MEDIUM,
    EventKind.DEVICE: Severity.LOW,
    EventKind.DATA_ACCESS: Severity.LOW,
    EventKind.DATA_CHANGE: Severity.LOW,
    EventKind.RIGHTS: Severity.MEDIUM,
    EventKind.SETTINGS: Severity.HIGH,
}
_LONGEST_AGENT = 300


def record_event(
    kind: EventKind,
    *,
    user: User | None = None,
    by: User | None = None,
    severity: Severity | None = None,
    request: HttpRequest | None = None,
    **details: Any,
) -> SecurityEvent:
    """Record what happened to the account of `user`, done by `by` where that is somebody else.

    Address, browser and request number are those of the audit context; `details` say the rest, without secrets.
    """
    told = current()
    agent = request.headers.get("User-Agent", "") if request else told.agent
    event = SecurityEvent.objects.create(
        kind=kind,
        severity=severity or _USUAL[kind],
        user=user,
        by=by,
        ip=told.ip,
        user_agent=agent[:_LONGEST_AGENT],
        request_id=told.request_id,
        details=details,
    )
    transaction.on_commit(lambda: watch(event), robust=True)
    return event
