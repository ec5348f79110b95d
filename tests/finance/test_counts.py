"""Counts of boxes: what is missing or too much becomes a record, up to what one person may book."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from finance import balances, services
from finance.models import CashCount, FinanceRecord
from finance.verifying import verify

from ..factories import make_user
from .book_rows import account, booked, four_eyes_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def box():
    box = account()
    booked(100, box)
    return box


def counted(box, amount, by=None, **fields):
    count = CashCount(account=box, counted=Decimal(amount), **fields)
    return services.count_cash(count=count, by=by or make_user("accounting"))


@pytest.mark.parametrize(("amount", "category"), [("103.50", "in_other"), ("96", "out_other"), ("100", None)])
def test_what_differs_becomes_a_record(box, amount, category):
    count = counted(box, amount, note="Bozuk para karıştı")
    assert count.expected == 100
    assert (count.record and count.record.category) == category
    assert balances.of_account(box) == Decimal(amount)
    assert verify() == {}


def test_a_difference_wants_a_note_and_no_more_than_one_may_book(box):
    four_eyes_over(20)
    with pytest.raises(ValidationError) as refusal:
        counted(box, 99)
    assert "note" in refusal.value.error_dict
    with pytest.raises(ValidationError) as refusal:
        counted(box, 79, note="Sayıldı")
    assert "counted" in refusal.value.error_dict
    assert not CashCount.objects.exists()
    assert FinanceRecord.objects.count() == 1


def test_only_an_open_box_is_counted_by_who_may(box):
    for place, role in ((account("bank"), "accounting"), (account(state="closed"), "accounting"), (box, "staff")):
        with pytest.raises(PermissionDenied):
            counted(place, 0, by=make_user(role))
