"""The terms of the law and the statute, as they hold on a day."""

import calendar
from datetime import date

from kafkasder.core.days import today

from .choices import TermKey
from .models import TermRule


def term(key: TermKey, day: date | None = None) -> int | None:
    """Return how many days or months a term has on a day, today if none is given; None where nothing is asked for."""
    rows = TermRule.objects.filter(key=key, valid_from__lte=day or today()).order_by("-valid_from")
    return rows.values_list("value", flat=True).first()


def terms() -> dict[str, int]:
    """Return all terms that hold today, by their keys."""
    rows = TermRule.objects.filter(valid_from__lte=today()).order_by("key", "valid_from")
    return dict(rows.values_list("key", "value"))  # the newest of a key comes last


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
