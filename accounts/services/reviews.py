"""Reviewing security events: saying that somebody looked, and what came of it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .. import policy
from ..models import SecurityEvent


@transaction.atomic
def review_events(*, events: QuerySet[SecurityEvent], by: Any, note: str = "") -> int:
    """Mark those of the events that nobody has reviewed yet, and return how many; the first review stands."""
    policy.can_review(by).require()
    waiting = events.filter(reviewed_at__isnull=True)
    return _locked(waiting).update(reviewed_at=timezone.now(), reviewed_by_id=by.pk, review_note=note)


@transaction.atomic
def reopen_events(*, events: QuerySet[SecurityEvent], by: Any) -> int:
    """Take the mark off again, and return how many; the trail keeps who had set it."""
    policy.can_review(by).require()
    reviewed = events.filter(reviewed_at__isnull=False)
    return _locked(reviewed).update(reviewed_at=None, reviewed_by=None, review_note="")


def _locked(events: QuerySet[SecurityEvent]) -> QuerySet[SecurityEvent]:
    """Return the events once their rows are locked, in one order, so that two reviewers cannot lock out each other."""
    keys = list(events.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return SecurityEvent.objects.filter(pk__in=keys)
