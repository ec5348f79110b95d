"""When people give: more on Fridays, in Ramadan and before the feast of sacrifice, less in summer."""

from bisect import bisect_left
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

_FEAST, _SACRIFICE = (
    date(2026, 3, 20),
    date(2026, 5, 27),
)  # of other years a day off at most
_HIJRI_YEAR = 354.367
_RAMADAN, _LAST_TEN, _BEFORE_SACRIFICE, _SACRIFICE_GIFTS = 29, 10, 15, 40


def feast_of(day: date) -> date:
    """Return the first day of the feast of Ramadan that comes next, that day itself included."""
    return _next(_FEAST, day)


def sacrifice_of(day: date) -> date:
    """Return the first day of the feast of sacrifice that comes next, that day itself included."""
    return _next(_SACRIFICE, day)


def in_ramadan(day: date) -> bool:
    return 0 < (feast_of(day) - day).days <= _RAMADAN


def before_sacrifice(day: date) -> bool:
    """Whether shares of sacrificial animals are sold."""
    return 0 < (sacrifice_of(day) - day).days <= _SACRIFICE_GIFTS


@lru_cache(maxsize=2_000)
def _next(anchor: date, day: date) -> date:
    year = round((day - anchor).days / _HIJRI_YEAR) - 1
    while (found := anchor + timedelta(days=round(_HIJRI_YEAR * year))) < day:
        year += 1
    return found


def _weight(day: date) -> float:
    weight = {12: 1.3, 7: 0.7, 8: 0.7}.get(day.month, 1.0) * (1.4 if day.weekday() == 4 else 1)
    to_feast, to_sacrifice = (feast_of(day) - day).days, (sacrifice_of(day) - day).days
    if 0 < to_feast <= _RAMADAN:
        weight *= 6 if to_feast <= _LAST_TEN else 3
    return weight * (4 if 0 < to_sacrifice <= _BEFORE_SACRIFICE else 1)


class Days:
    """The days of the demo, drawn by how much is given on each."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.all = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        self._sums = list(accumulate(map(_weight, self.all)))

    def draw(self, random: Random, after: date) -> date:
        """Return a day not before `after`, or the last one."""
        place = min(max((after - self.first).days, 0), len(self.all) - 1)
        before = self._sums[place - 1] if place else 0.0
        return self.all[bisect_left(self._sums, random.uniform(before, self._sums[-1]))]
