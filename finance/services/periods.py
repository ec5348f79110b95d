"""Locking months, which numbers their records for ever, and closing years, which carries their totals over."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from kafkasder.core.locks import lock_named

from .. import periods, policy
from ..models import ClosedYear, FinanceRecord, LockedMonth

# One statement: an order that is total, and numbers that go on where those of the last locked month ended.
_NUMBER = """
UPDATE finance_financerecord AS record SET number = line.number, book_year = %(year)s
FROM (
    SELECT id, row_number() OVER (ORDER BY day, id) + %(last)s AS number
    FROM finance_financerecord WHERE state = 'approved' AND day >= %(first)s AND day < %(end)s
) AS line WHERE record.id = line.id
"""
_CARRY = """
INSERT INTO finance_carriedtotal (year_id, fund_id, account_id, currency, amount)
SELECT %(key)s, fund_id, NULL, currency, sum(amount) FROM finance_posting
WHERE day < %(end)s AND fund_id IS NOT NULL GROUP BY fund_id, currency HAVING sum(amount) <> 0
UNION ALL
SELECT %(key)s, NULL, account_id, currency, sum(amount) FROM finance_posting
WHERE day < %(end)s AND account_id IS NOT NULL GROUP BY account_id, currency HAVING sum(amount) <> 0
"""


@transaction.atomic
def lock_month(*, month: date, by: Any) -> LockedMonth:
    """Shut a month for ever and give its records their numbers in the book.

    Earlier months of the year in which nothing happened are shut with it, so that what comes later cannot want a number
    between those that were given.
    """
    policy.can_lock(by).require()
    month = month.replace(day=1)
    lock_named(periods.MONTHS)
    for why in periods.reasons_to_wait(month):
        raise ValidationError(why, code="month_not_ready")
    _wait_for_nobody(month)
    for earlier in periods.open_months_before(month):
        LockedMonth.objects.create(month=earlier, locked_by=by)
    given: dict[str, int | date] = {
        "year": month.year,
        "last": periods.last_number(month.year),
        "first": month,
        "end": periods.after(month),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, given)
    return LockedMonth.objects.create(month=month, locked_by=by)


@transaction.atomic
def close_year(*, year: int, by: Any, decision: str = "") -> ClosedYear:
    """Close a year whose months are all locked; keep what every fund and account held at its end."""
    policy.can_lock(by).require()
    lock_named(periods.MONTHS)
    for why in periods.reasons_not_to_close(year):
        raise ValidationError(why, code="year_not_ready")
    closed = ClosedYear.objects.create(year=year, decision=decision.strip(), closed_by=by)
    with connection.cursor() as cursor:
        cursor.execute(_CARRY, {"key": closed.pk, "end": date(year + 1, 1, 1)})
    return closed


def _wait_for_nobody(month: date) -> None:
    """Lock the month's records, or refuse: who holds one may be waiting for the months, which are locked by now."""
    rows = FinanceRecord.objects.approved().filter(day__gte=month, day__lt=periods.after(month))
    try:
        with transaction.atomic():
            list(rows.order_by("pk").select_for_update(nowait=True, of=("self",)).values_list("pk", flat=True))
    except OperationalError as busy:
        raise ValidationError(_("Şu anda bu ayın bir kaydıyla uğraşılıyor; birazdan yeniden deneyin.")) from busy
