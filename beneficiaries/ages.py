"""Ages of people of whom sometimes only the year of birth is known."""

import datetime
from collections.abc import Iterable

from django.db.models import DateField, Func, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

BORN = Coalesce("birth_date", Func("birth_year", 1, 1, function="make_date", output_field=DateField()))
OLDEST = 130
AGE_BANDS = {
    "0-5": (0, 5),
    "6-11": (6, 11),
    "12-17": (12, 17),
    "18-29": (18, 29),
    "30-64": (30, 64),
    "65+": (65, OLDEST),
}


def age_on(day: datetime.date, birth_date: datetime.date | None, birth_year: int | None) -> int | None:
    """Return the full years on `day`; of a year alone, as if born on its first day."""
    if birth_date:
        return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
    return day.year - birth_year if birth_year else None


def in_age_bands(bands: Iterable[str]) -> Q:
    """Return the condition of being, today, of an age in one of these bands."""
    today = timezone.localdate()
    condition = Q()
    for band in bands:
        condition |= _aged(today, *AGE_BANDS[band])
    return condition


def _aged(today: datetime.date, youngest: int, oldest: int) -> Q:
    born_until = _years_before(today, youngest)
    born_after = _years_before(today, oldest + 1)
    years = Q(birth_year__range=(born_after.year, born_until.year))  # answered by the index; the rest is exact
    dated = Q(birth_date__gt=born_after, birth_date__lte=born_until)
    undated = Q(birth_date__isnull=True, birth_year__range=(today.year - oldest, today.year - youngest))
    return years & (dated | undated)


def _years_before(day: datetime.date, years: int) -> datetime.date:
    """Return the day `years` before; the 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
