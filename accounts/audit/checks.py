"""A verification and the note of it in the head of the chain, for the page that shows it."""

from collections.abc import Mapping

from django.db.models import F, Q
from django.utils import timezone

from ..models import AuditHead
from .verifying import Verification, verify


def check(anchors: Mapping[int, bytes] | None = None) -> Verification:
    """Verify the trail and note what was found."""
    found = verify(anchors)
    AuditHead.objects.filter(pk=1).update(
        verified_at=timezone.now(),
        verified_position=found.sealed,
        verified_faults=[str(fault) for fault in found.faults],
    )
    return found


def ask_for_check() -> None:
    """Have the server verify the trail in the background, within a few seconds."""
    AuditHead.objects.get_or_create(pk=1)
    AuditHead.objects.filter(pk=1).update(asked_at=timezone.now())


def is_asked() -> bool:
    """Whether somebody asked for a verification since the last one."""
    unanswered = Q(verified_at=None) | Q(asked_at__gt=F("verified_at"))
    return AuditHead.objects.filter(unanswered, asked_at__isnull=False).exists()
