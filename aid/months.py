"""The months of a plan: its rhythm from the first one on, without those that it skips since it was paused."""

from collections.abc import Iterator
from datetime import date
from itertools import count, islice, takewhile

from kafkasder.core.days import today

from .choices import MONTHS_BETWEEN
from .models import AidPlan
from .states import WAITING, AidState

_AHEAD = 12  # months to come, besides the next one, from which a paused plan may go on


def rhythm_of(plan: AidPlan) -> Iterator[date]:
    """Yield the months in which a plan could give something, each by its first day, without an end."""
    between = MONTHS_BETWEEN.get(plan.frequency, 1)
    for number in count(plan.first_month.year * 12 + plan.first_month.month - 1, between):
        yield date(number // 12, number % 12 + 1, 1)


def months_of(plan: AidPlan) -> list[date]:
    """Return the months of a plan's times: as many as it has, later ones in place of those that it skips."""
    return list(islice((month for month in rhythm_of(plan) if month not in plan.skipped), plan.times))


def next_month_of(plan: AidPlan) -> date:
    """Return the month from which a paused plan goes on unless somebody says otherwise: none that is over."""
    now, settled = today().replace(day=1), _settled(plan)
    return next(month for month in rhythm_of(plan) if month >= now and month not in settled)


def resuming_months(plan: AidPlan) -> list[date]:
    """Return the months from which a paused plan may go on: those that it left out, and some that are to come."""
    settled, coming = {*_settled(plan), *plan.skipped}, next_month_of(plan)
    left_out = takewhile(lambda month: month < coming, rhythm_of(plan))
    ahead = (month for month in rhythm_of(plan) if month >= coming)
    return [month for month in (*left_out, *islice(ahead, _AHEAD + 1)) if month not in settled]


def skipped_until(plan: AidPlan, start: date) -> list[date]:
    """Return the months that a plan leaves out for good if it goes on from `start`."""
    settled = _settled(plan)
    before = takewhile(lambda month: month < start, rhythm_of(plan))
    return [month for month in before if month not in settled and month not in plan.skipped]


def _settled(plan: AidPlan) -> set[date]:
    """Return the months that stay as they are: given, called off, on a list, or paid once more."""
    rows = plan.aids.exclude(state=AidState.FAILED).exclude(state__in=WAITING, payment_list=None, retry_of=None)
    return set(rows.values_list("period", flat=True))
