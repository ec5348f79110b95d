"""Transfers: what may be moved, by whom, and back."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from finance import balances, services
from finance.choices import FundKind
from finance.verifying import verify
from kafkasder.core.saving import explaining

from ..factories import make_user
from .book_rows import account, booked, four_eyes_over, fund, general_fund, transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("accounting")


@pytest.fixture
def boxes(clerk):
    boxes = account(), account("bank")
    booked(100, boxes[0])
    return boxes


def test_a_small_one_moves_at_once_and_a_big_one_when_another_has_approved(clerk, boxes):
    four_eyes_over(50)
    box, bank = boxes
    services.record_transfer(transfer=transfer(50, box, bank), by=clerk)
    assert (balances.of_account(box), balances.of_account(bank)) == (50, 50)
    big = services.record_transfer(transfer=transfer("50.01", bank, box), by=clerk)
    assert big.state == "pending"
    with pytest.raises(PermissionDenied):
        services.decide_transfer(transfer=big, target="approved", by=clerk)
    with pytest.raises(ValidationError, match="bakiyesi"), explaining():  # there is not so much
        services.decide_transfer(transfer=big, target="approved", by=make_user("board"))
    with pytest.raises(ValidationError):
        services.decide_transfer(transfer=big, target="rejected", by=make_user("board"))
    services.decide_transfer(transfer=big, target="rejected", by=make_user("board"), reason="Gerek yok")
    booked(100, bank, by=clerk)
    again = services.record_transfer(transfer=transfer(60, bank, box), by=clerk)
    services.decide_transfer(transfer=again, target="approved", by=make_user("board"))
    assert (balances.of_account(box), balances.of_account(bank)) == (110, 90)
    assert verify() == {}


def test_what_givers_bound_stays_or_wants_a_decision(clerk, boxes):
    alms, bound, free = fund(FundKind.RELIGIOUS), fund(), general_fund()
    for each in (alms, bound):
        booked(100, boxes[0], each)
    for source, decision in ((alms, "12 sayılı karar"), (bound, " ")):
        with pytest.raises(ValidationError, match="fon"):
            services.record_transfer(transfer=transfer(10, source, free, decision=decision), by=clerk)
    services.record_transfer(transfer=transfer(10, bound, free, decision="12 sayılı karar"), by=clerk)
    assert balances.of_fund(bound) == {"TRY": Decimal(90)}
    wrong = services.record_transfer(transfer=transfer(10, free, alms), by=clerk)
    services.undo_transfer(transfer=wrong, reason="Yanlış fon", by=clerk)
    assert balances.of_fund(alms) == {"TRY": Decimal(100)}


def test_an_exchange_changes_the_money_of_a_fund_and_back(clerk, boxes):
    dollars = account("bank", currency="USD")
    with pytest.raises(ValidationError, match="giren"):
        services.record_transfer(transfer=transfer(80, boxes[0], dollars), by=clerk)
    change = transfer(80, boxes[0], dollars, received=Decimal(2), fund=general_fund())
    services.record_transfer(transfer=change, by=clerk)
    assert balances.of_fund(general_fund()) == {"TRY": Decimal(20), "USD": Decimal(2)}
    services.undo_transfer(transfer=change, reason="Vazgeçildi", by=clerk)
    assert balances.of_fund(general_fund()) == {"TRY": Decimal(100)}
    assert verify() == {}


def test_it_is_undone_once_and_a_big_one_by_another(clerk, boxes):
    four_eyes_over(50)
    booked(100, boxes[0], by=clerk)
    big = services.record_transfer(transfer=transfer(60, *boxes), by=clerk)
    services.decide_transfer(transfer=big, target="approved", by=make_user("board"))
    with pytest.raises(PermissionDenied):
        services.undo_transfer(transfer=big, reason="Yanlış", by=clerk)
    back = services.undo_transfer(transfer=big, reason="Yanlış", by=make_user("board"))
    assert (back.from_account, back.amount, back.reverses) == (boxes[1], 60, big)
    with pytest.raises(ValidationError, match="geri alınmış"):
        services.undo_transfer(transfer=big, reason="Yanlış", by=make_user("board"))
    with pytest.raises(PermissionDenied):
        services.undo_transfer(transfer=back, reason="Yanlış", by=make_user("board"))


def test_goods_are_not_moved_into_a_box_and_nothing_into_a_day_to_come(clerk, boxes):
    with pytest.raises(ValidationError, match="Mal"):
        services.record_transfer(transfer=transfer(1, account("goods"), boxes[0]), by=clerk)
    late = transfer(1, *boxes)
    late.day = late.day.replace(year=late.day.year + 1)
    with pytest.raises(ValidationError, match="Gelecekte"):
        services.record_transfer(transfer=late, by=clerk)
