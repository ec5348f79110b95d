"""Months and years of the book: which are locked, which could be, and what stands in the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.days import today
from kafkasder.core.money import format_money

from .below import below_zero
from .models import CarriedTotal, ClosedYear, FinanceRecord, LockedMonth, Posting, Transfer
from .states import ENDED, RecordState

MONTHS: Final = "finance months"
"""The lock that every posting takes together with others, and whoever locks a month alone."""

LATE_AFTER: Final = timedelta(days=10)
"""How long a paper may wait before the books warn of it (Vergi Usul Kanunu, art. 219)."""


@dataclass(frozen=True)
class Month:
    """A month of a year as its page shows it."""

    first: date
    approved: int
    waiting: int
    locked: LockedMonth | None

    @property
    def is_over(self) -> bool:
        return after(self.first) <= today()


def after(month: date) -> date:
    """Return the first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_of(year: int) -> list[Month]:
    """Return the twelve months of a year with what is in them."""
    by_month = FinanceRecord.objects.filter(day__year=year).annotate(month=TruncMonth("day")).values_list("month")
    counted = by_month.annotate(
        approved=Count("pk", filter=Q(state=RecordState.APPROVED)),
        waiting=Count("pk", filter=Q(state=RecordState.PENDING)),
    )
    counts = {month: (approved, waiting) for month, approved, waiting in counted.order_by("month")}
    locked = {row.month: row for row in LockedMonth.objects.filter(month__year=year).select_related("locked_by")}
    firsts = [date(year, number, 1) for number in range(1, 13)]
    return [Month(first, *counts.get(first, (0, 0)), locked.get(first)) for first in firsts]


def years() -> list[int]:
    """Return the years that have records, and this one; the newest first."""
    ends = FinanceRecord.objects.aggregate(first=Min("day"), last=Max("day"))
    this = today().year
    first = min(ends["first"].year, this) if ends["first"] else this
    last = max(ends["last"].year, this) if ends["last"] else this
    return list(range(last, first - 1, -1))


def next_to_lock(months: list[Month]) -> date | None:
    """Return which of a year's months may be locked next; None if something has to happen before.

    Months in which nothing happened are locked with the next one, so that it may be a later one than the first open.
    """
    empty = None
    for month in months:
        if month.locked or not month.is_over:
            continue
        if month.approved or month.waiting:
            return None if month.waiting else month.first
        empty = month.first
    return empty


def last_number(year: int) -> int:
    """Return the last number that was given in the book of a year."""
    return FinanceRecord.objects.filter(book_year=year).aggregate(last=Max("number"))["last"] or 0


def open_months_before(month: date) -> list[date]:
    """Return the months of the year before a month that are not locked."""
    earlier = [date(month.year, number, 1) for number in range(1, month.month)]
    locked = set(LockedMonth.objects.filter(month__in=earlier).values_list("month", flat=True))
    return [each for each in earlier if each not in locked]


def reasons_to_wait(month: date) -> Iterator[str]:
    """Yield why a month cannot be locked yet; nothing if it can."""
    if LockedMonth.objects.filter(month=month).exists():
        yield _("Bu ay zaten kilitli.")
        return
    if after(month) > today():
        yield _("Ay bitmeden kilitlenmez.")
    records = FinanceRecord.objects.exclude(state__in=ENDED)
    for earlier in open_months_before(month):
        if records.filter(day__gte=earlier, day__lt=after(earlier)).exists():
            yield _("Önce %(month)s kilitlenmeli.") % {"month": date_format(earlier, "F Y")}
            break
    within = Q(day__gte=month, day__lt=after(month), state=RecordState.PENDING)
    if waiting := FinanceRecord.objects.filter(within).count() + Transfer.objects.filter(within).count():
        told = ngettext(
            "Bu ayda onay bekleyen %(count)d kayıt var.", "Bu ayda onay bekleyen %(count)d kayıt var.", waiting
        )
        yield told % {"count": waiting}
    yield from _below_zero(month, after(month))


def _below_zero(first: date, end: date) -> Iterator[str]:
    for below in below_zero(first, end):
        told = _(
            "“%(place)s” %(day)s günü sıfırın altında: %(amount)s. O güne kadarki kayıtların tutarını ve gününü "
            "düzeltin."
        )
        amount = format_money(below.amount, below.currency)
        yield told % {"place": below.place, "day": date_format(below.day, "j F Y"), "amount": amount}


def reasons_not_to_close(year: int) -> Iterator[str]:
    """Yield why a year cannot be closed yet; nothing if it can."""
    if ClosedYear.objects.filter(year__gte=year).exists():
        yield _("Bu yıl kapatılmış.")
        return
    if LockedMonth.objects.filter(month__year=year).count() < 12:
        yield _("Önce yılın on iki ayı kilitlenmeli.")
    before = Posting.objects.filter(day__lt=date(year, 1, 1)).order_by("-day").values_list("day", flat=True).first()
    if before and not ClosedYear.objects.filter(year__gte=before.year).exists():
        yield _("Önce %(year)d yılı kapatılmalı.") % {"year": before.year}
    yield from _below_zero(date(year, 12, 31), date(year + 1, 1, 1))


def late_papers() -> int:
    """Return how many records wait for a decision though their paper is older than ten days."""
    return FinanceRecord.objects.waiting().filter(day__lt=today() - LATE_AFTER).count()


def carried_into(year: int) -> "QuerySet[CarriedTotal]":
    """Return what funds and accounts carried into a year."""
    rows = CarriedTotal.objects.filter(year__year=year - 1).select_related("fund", "account")
    return rows.order_by(F("fund__name_key").asc(nulls_last=True), "account__name_key", "currency", "pk")
