"""Periods of reports, and with which other period each is compared.

What still runs ends today, so that it is compared with as many days of the month or year before. Whole months are
compared with whole months, however long they are: all of February with all of January.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

MONTHS_OF_A_YEAR = 12


class Span(TextChoices):
    """Periods that people ask for by name."""

    THIS_MONTH = "this_month", _("Bu ay")
    LAST_MONTH = "last_month", _("Geçen ay")
    THIS_YEAR = "this_year", _("Bu yıl")
    LAST_12_MONTHS = "last_12_months", _("Son 12 ay")
    CUSTOM = "custom", _("Özel aralık")


class Against(TextChoices):
    """With what a period is compared."""

    PREVIOUS = "previous", _("Önceki dönem")
    LAST_YEAR = "last_year", _("Geçen yılın aynı dönemi")


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        first, last = (date_format(day, "j E Y") for day in (self.first, self.last))
        return first if self.first == self.last else f"{first} – {last}"

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """In how many months it has days."""
        return _number(self.last) - _number(self.first) + 1

    @property
    def is_of_whole_months(self) -> bool:
        return self.first.day == 1 and _ends_its_month(self.last)

    def parts(self, today: date) -> tuple["Period | None", list["Period"]]:
        """Return its whole months, if it has any, and the days before and after them; a running month is whole."""
        begin = self.first if self.first.day == 1 else _move(self.first.replace(day=1), 1)
        is_whole = _ends_its_month(self.last) or self.last >= today
        end = self.last if is_whole else self.last.replace(day=1) - timedelta(days=1)
        if begin > end:
            return None, [self]
        ends = (Period(self.first, begin - timedelta(days=1)), Period(end + timedelta(days=1), self.last))
        return Period(begin, end), [part for part in ends if part.first <= part.last]

    def years(self, today: date) -> tuple[range, list["Period"]]:
        """Return its whole years and the days before and after them; a running year is whole, for it ends today."""
        begin = self.first.year + ((self.first.month, self.first.day) != (1, 1))
        is_whole = self.last >= today or (self.last.month, self.last.day) == (MONTHS_OF_A_YEAR, 31)
        end = self.last.year if is_whole else self.last.year - 1
        if begin > end:
            return range(0), [self]
        ends = (Period(self.first, date(begin - 1, 12, 31)), Period(date(end + 1, 1, 1), self.last))
        return range(begin, end + 1), [part for part in ends if part.first <= part.last]

    def back(self, months: int) -> "Period":
        """Return the same days so many months earlier, as far as those months have them."""
        last = _move(self.last, -months)
        if self.is_of_whole_months:
            last = last.replace(day=_length(last))
        return Period(_move(self.first, -months), last)


def period_of(span: str, today: date) -> Period:
    """Return the period that a name means today; the one that people choose the days of is none of them."""
    begin = today.replace(day=1)
    match Span(span):
        case Span.THIS_MONTH:
            return Period(begin, today)
        case Span.LAST_MONTH:
            return Period(_move(begin, -1), begin - timedelta(days=1))
        case Span.THIS_YEAR:
            return Period(begin.replace(month=1), today)
        case Span.LAST_12_MONTHS:
            return Period(_move(begin, 1 - MONTHS_OF_A_YEAR), today)
    raise ValueError(span)


def compared_with(period: Period, against: str, span: str = Span.CUSTOM) -> Period:
    """Return the period that `period` is compared with."""
    if against == Against.LAST_YEAR or span in (Span.THIS_YEAR, Span.LAST_12_MONTHS):
        return period.back(MONTHS_OF_A_YEAR)
    if span == Span.THIS_MONTH or period.is_of_whole_months:
        return period.back(period.months)
    return Period(period.first - timedelta(days=period.days), period.first - timedelta(days=1))


def months_until(last: date, count: int = MONTHS_OF_A_YEAR) -> list[date]:
    """Return the first days of the months that end with the one of `last`."""
    return [_move(last.replace(day=1), place + 1 - count) for place in range(count)]


def _number(day: date) -> int:
    return day.year * MONTHS_OF_A_YEAR + day.month - 1


def _move(day: date, months: int) -> date:
    year, month = divmod(_number(day) + months, MONTHS_OF_A_YEAR)
    begin = date(year, month + 1, 1)
    return begin.replace(day=min(day.day, _length(begin)))


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _ends_its_month(day: date) -> bool:
    return day.day == _length(day)
