"""What lasts until a day, that day included: days are the association's, in whatever time zone a page is shown."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

FOREVER = date.max  # the day until which lasts what has no last day


def today(now: datetime | None = None) -> date:
    """Return the day that it is now, or was at the moment `now`, where the association is."""
    return timezone.localtime(now, timezone.get_default_timezone()).date()


def lasting(on: date, prefix: str = "") -> Q:
    """Keep rows whose `until` is no day before `on`; `prefix` leads to them from another table (`memberships__`).

    Conditions about the same row of that table belong into the same call of `filter`.
    """
    return Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": on})
