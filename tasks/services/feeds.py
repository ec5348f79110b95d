"""Making and taking back the private address of one's own calendar."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import EventKind, Severity
from accounts.services.security_events import record_event

from ..entries import may_see_any
from ..models import CalendarFeed

_KEY_BYTES = 32


@transaction.atomic
def make_feed(*, by: Any) -> str:
    """Give `by` a new address and return its key, which is told this once; the former one ends."""
    if not may_see_any(by):
        raise PermissionDenied
    key = secrets.token_hex(_KEY_BYTES)
    fresh = {"digest": CalendarFeed.digest_of(key), "created_at": timezone.now()}
    feed, _created = CalendarFeed.objects.update_or_create(user=by, defaults=fresh)
    _record(feed, by, _("Takvim adresi oluşturuldu"))
    return key


@transaction.atomic
def revoke_feed(*, by: Any) -> bool:
    """End the address of `by`; return whether there was one."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    if feed is None:
        return False
    _record(feed, by, _("Takvim adresi kapatıldı"))
    feed.delete()
    return True


def _record(feed: CalendarFeed, by: Any, note: str) -> None:
    """Whoever guards the panel sees that data may leave it by an address, or no longer do."""
    table = CalendarFeed._meta.db_table
    record_event(EventKind.DATA_ACCESS, user=by, severity=Severity.MEDIUM, table=table, row=str(feed.pk), note=note)
