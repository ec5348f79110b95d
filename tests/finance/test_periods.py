"""Months are locked in order and for ever, their records numbered without a gap, and years carried over."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from freezegun import freeze_time

from finance import periods, services
from finance.models import CarriedTotal, FinanceRecord, LockedMonth
from finance.verifying import verify
from kafkasder.core.saving import explaining

from ..factories import make_user
from .book_rows import account, booked, fund, transfer, waiting

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH, DECEMBER = (date(2025, month, 1) for month in (1, 2, 3, 12))


@pytest.fixture
def board():
    return make_user("board")


@pytest.fixture
def bank():
    return account("bank")


def numbers():
    rows = FinanceRecord.objects.order_by("book_year", "number")
    return list(rows.filter(number__isnull=False).values_list("book_year", "number", "day"))


def test_numbers_follow_the_days_and_go_on_from_month_to_month(board, bank):
    for day in ("2025-03-02", "2025-01-20", "2025-01-05", "2025-03-01"):
        booked(10, bank, day=date.fromisoformat(day))
    first = booked(10, bank, day=date(2025, 1, 5))
    services.reverse(record=first, day=date(2025, 3, 1), reason="Yanlış", by=board)
    services.lock_month(month=JANUARY, by=board)
    assert [(number, day.day) for _year, number, day in numbers()] == [(1, 5), (2, 5), (3, 20)]
    services.lock_month(month=MARCH, by=board)  # and with it February, in which nothing happened
    assert [(number, day.day) for _year, number, day in numbers()][3:] == [(4, 1), (5, 1), (6, 2)]
    assert LockedMonth.objects.filter(month=FEBRUARY).exists()
    assert verify() == {}


def test_what_stands_in_the_way_of_a_lock(board, bank):
    booked(10, bank, day=JANUARY)
    record = waiting(10, bank, day=FEBRUARY)
    with pytest.raises(ValidationError, match="Ocak 2025"):
        services.lock_month(month=FEBRUARY, by=board)
    services.lock_month(month=JANUARY, by=board)
    with pytest.raises(ValidationError, match="onay bekleyen"):
        services.lock_month(month=FEBRUARY, by=board)
    FinanceRecord.objects.filter(pk=record.pk).delete()
    with pytest.raises(ValidationError, match="zaten"):
        services.lock_month(month=JANUARY, by=board)
    with freeze_time("2025-02-28"), pytest.raises(ValidationError, match="Ay bitmeden"):
        services.lock_month(month=FEBRUARY, by=board)
    with pytest.raises(PermissionDenied):
        services.lock_month(month=FEBRUARY, by=make_user("staff"))


def test_nothing_slips_into_a_locked_month_and_no_lock_is_taken_off(board, bank):
    booked(10, bank, day=JANUARY)
    locked = services.lock_month(month=JANUARY, by=board)
    with pytest.raises(ValidationError, match="kilitli"), explaining():
        booked(10, bank, day=date(2025, 1, 31))
    move = transfer(5, bank, account("bank"), day=JANUARY)
    with pytest.raises(ValidationError, match="kilitli"):
        services.record_transfer(transfer=move, by=board)
    for change in (locked.delete, LockedMonth.objects.update):
        with pytest.raises(IntegrityError), transaction.atomic():
            change() if change == locked.delete else change(month=MARCH)


def test_a_closed_year_carries_what_was_held_at_its_end(board, bank):
    bound = fund()
    booked(100, bank, bound, day=date(2024, 12, 1))
    booked(50, bank, bound, day=date(2025, 12, 31))
    booked(7, bank, bound, day=date(2026, 1, 1))
    with pytest.raises(ValidationError, match="on iki"):
        services.close_year(year=2025, by=board)
    services.lock_month(month=DECEMBER, by=board)
    with pytest.raises(ValidationError, match="2024"):
        services.close_year(year=2025, by=board)
    services.lock_month(month=date(2024, 12, 1), by=board)
    for year in (2024, 2025):
        services.close_year(year=year, by=board, decision="3 sayılı karar")
    carried = CarriedTotal.objects.filter(year__year=2025).order_by("fund")
    assert [(row.fund or row.account, row.amount) for row in carried] == [(bound, 150), (bank, Decimal(150))]
    with pytest.raises(ValidationError, match="kapatılmış"):
        services.close_year(year=2025, by=board)
    with pytest.raises(ValidationError, match="kilitli"), explaining():
        booked(10, bank, day=date(2023, 5, 1))  # long before, where no month is locked
    assert verify() == {}


def test_a_day_below_zero_is_found_before_its_month_is_locked(board, bank):
    bound = fund()
    booked(100, bank, bound, day=date(2025, 2, 10))
    booked(-60, bank, bound, day=date(2025, 1, 20))  # enough as of now, nothing there on that day
    found = verify()
    assert {*found} == {"finance.fund_days", "finance.account_days"}
    assert [(row.pk, row.found) for row in found["finance.fund_days"]] == [(bound.pk, "20.01.2025 TRY -60.00")]
    with pytest.raises(ValidationError, match=f"“{bound}” 20 Ocak 2025 günü sıfırın altında: −60,00"):
        services.lock_month(month=JANUARY, by=board)
    booked(60, bank, bound, day=date(2025, 1, 5))
    services.lock_month(month=JANUARY, by=board)
    assert verify() == {}


def test_a_year_is_not_carried_with_less_than_nothing(board, bank):
    bound = fund()
    booked(100, bank, bound, day=date(2025, 6, 1))
    booked(400, bank, bound, day=date(2026, 1, 5))
    for month in range(1, 13):  # as a database does whose months were locked before anybody looked at single days
        LockedMonth.objects.create(month=date(2025, month, 1), locked_by=board)
    assert [*periods.reasons_not_to_close(2025)] == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE finance_posting SET amount = -30 WHERE day = '2025-06-01'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert len([*periods.reasons_not_to_close(2025)]) == 2
    with pytest.raises(ValidationError, match=f"“{bound}” 31 Aralık 2025 günü sıfırın altında: −30,00"):
        services.close_year(year=2025, by=board)
