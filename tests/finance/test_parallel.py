"""Several people at once: the last money is spent once, nobody waits in a circle, and what closes stays empty."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from finance import balances, services
from finance.models import FinanceRecord
from kafkasder.core.saving import explaining

from ..factories import make_user
from .rows import box, make_account, make_fund, make_record, make_waiting, new_record

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Let all begin together; return what each said, or the error that refused it."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            with explaining():
                return act()
        except (ValidationError, PermissionDenied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(answers):
    return [each for each in answers if isinstance(each, Exception)]


def spend(by, **fields):
    return lambda: services.save_record(record=new_record("expense", **fields), by=by)


def test_the_last_money_is_spent_once():
    by = make_user("accounting")
    make_record("income", 1000, by=by)
    answers = at_once(*[spend(by, amount=600)] * 4)
    assert len(refused(answers)) == 3
    assert balances.of_account(box()) == 400


def test_two_funds_and_two_boxes_crosswise_wait_in_no_circle():
    by, other, second = make_user("accounting"), make_fund(), make_account(kind="cash")
    places = [{"fund": other, "account": box()}, {"account": second}]
    for place in places:
        make_record("income", 1000, by=by, **place)
    acts = [spend(by, amount=10, **place) for place in places * 4]
    assert refused(at_once(*acts)) == []
    assert (balances.of_account(box()), balances.of_account(second)) == (960, 960)


def test_what_is_decided_twice_is_decided_once():
    record, boss, admin = make_waiting(), make_user("board"), make_user("admin")
    answers = at_once(
        lambda: services.decide(record=record, target="approved", by=boss),
        lambda: services.decide(record=record, target="approved", by=admin),
    )
    assert len(refused(answers)) == 1
    assert balances.of_account(record.account) == 50_000


def test_a_record_is_taken_back_once():
    by, record = make_user("accounting"), make_record("income", 1000)
    back = [lambda: services.reverse_record(record=record, day=record.day, reason="Mükerrer", by=by)] * 3
    assert len(refused(at_once(*back))) == 2
    assert (FinanceRecord.objects.filter(reverses=record).count(), balances.of_account(box())) == (1, 0)


def test_a_box_that_closes_while_money_comes_is_empty_or_open():
    by, boss = make_user("accounting"), make_user("board")
    for _ in range(4):
        account = make_account(kind="cash")
        at_once(
            lambda account=account: services.save_record(record=new_record(amount=5, account=account), by=by),
            lambda account=account: services.change_account_state(
                account=account, target="closed", by=boss, reason="Bitti"
            ),
        )
        account.refresh_from_db()
        assert account.is_open or balances.of_account(account) == 0
