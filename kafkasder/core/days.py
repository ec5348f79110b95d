"""Days: what lasts until one, that day included, and which one people mean.

Days are the association's, in whatever time zone a page is shown.
"""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

FOREVER = date.max  # the day until which lasts what has no last day
AHEAD = 50  # years: how far in the future two digits may mean, where a day may well be one to come


def today(now: datetime | None = None) -> date:
    """Return the day that it is now, or was at the moment `now`, where the association is."""
    return timezone.localtime(now, timezone.get_default_timezone()).date()


def lasting(on: date, prefix: str = "") -> Q:
    """Keep rows whose `until` is no day before `on`; `prefix` leads to them from another table (`memberships__`).

    Conditions about the same row of that table belong into the same call of `filter`.
    """
    return Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": on})


def full_year(digits: str, *, ahead: int = 0) -> int:
    """Return the year behind two or four digits: of two, the last one that is not more than `ahead` years to come."""
    if len(digits) == 4:
        return int(digits)
    last = timezone.localdate().year + ahead
    return last - (last - int(digits)) % 100
