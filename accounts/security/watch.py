"""Holds each new event against the rules and raises what is suspicious, once for each person, rule and window."""

from django.db import transaction
from django.utils import timezone

from kafkasder.core.locks import lock_named

from ..models import EventKind, SecurityEvent, SecuritySettings
from .alarms import sound_alarm
from .rules import Rule, rules_for


def watch(event: SecurityEvent) -> None:
    """Raise what `event` is one too many of.

    Runs after the commit of the event: of any number of events at the same moment the last to commit sees all.
    """
    limits = None
    for rule in rules_for(event.kind):
        if (subject := _subject_of(rule, event)) is None:
            continue
        limits = limits or SecuritySettings.current()
        limit = getattr(limits, rule.limit)
        if _is_exceeded(rule, subject, limit):
            _raise_once(rule, subject, limit, event)


def _subject_of(rule: Rule, event: SecurityEvent) -> int | str | None:
    return event.user_id if rule.subject == "user" else event.ip


def _is_exceeded(rule: Rule, subject: int | str, limit: int) -> bool:
    """Whether there are more than `limit`; the database stops counting there."""
    events = SecurityEvent.objects.filter(
        kind=rule.kind, at__gt=timezone.now() - rule.window, **{rule.subject: subject}
    )
    counted = events.order_by().values(rule.counted).distinct()
    return counted[: limit + 1].count() > limit


def _raise_once(rule: Rule, subject: int | str, limit: int, event: SecurityEvent) -> None:
    with transaction.atomic():
        lock_named(f"suspicious {rule.key} {subject}")  # who comes second sees what the first one raised
        raised = SecurityEvent.objects.filter(
            kind=EventKind.SUSPICIOUS,
            at__gt=timezone.now() - rule.window,
            details__rule=rule.key,
            **{rule.subject: subject},
        )
        if raised.exists():
            return
        suspicion = SecurityEvent.objects.create(
            kind=EventKind.SUSPICIOUS,
            severity=rule.severity,
            user_id=event.user_id if rule.subject == "user" else None,
            ip=event.ip,
            user_agent=event.user_agent,
            request_id=event.request_id,
            details={"rule": rule.key, "limit": limit},
        )
        transaction.on_commit(lambda: sound_alarm(suspicion), robust=True)
