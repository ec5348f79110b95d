"""Two who settle or type gifts in at once, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from donations import services
from donations.batches import entered
from finance import balances
from kafkasder.core.days import today
from kafkasder.core.locks import lock

from ..waiting import somebody_waits
from .rows import make_donor
from .rows_batches import make_account, make_batch, make_gift, make_settlement, type_in

pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(*jobs: Callable[[], Any]) -> list[Any]:
    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Exception as error:  # the test judges it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [*pool.map(run, jobs)]


def until_somebody_waits() -> None:
    for _try in range(100):
        if somebody_waits():
            return
        sleep(0.05)


def test_of_two_who_settle_the_same_gifts_one_is_refused(make_user):
    clerk, pos, bank = make_user("accounting"), make_account("pos"), make_account()
    make_gift(50, by=clerk)
    gifts = [make_gift(account=pos, by=clerk) for _ in range(3)]
    jobs = [lambda chosen=chosen: make_settlement(*chosen, to_account=bank, by=clerk) for chosen in (gifts, gifts[1:])]
    results = in_parallel(*jobs * 2)
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    (settled,) = [result for result in results if not isinstance(result, Exception)]
    assert balances.of_account(bank) == settled.net
    assert balances.of_account(pos) == 300 - settled.gross


def test_many_type_into_one_pile_while_it_is_closed(make_user):
    clerk, donor = make_user("accounting"), make_donor()
    batch = make_batch(clerk, expected_count=8, expected_total=80)
    jobs = [lambda: type_in(batch, 10, clerk, donor=donor)] * 8
    assert not [result for result in in_parallel(*jobs) if isinstance(result, Exception)]
    assert entered(batch).agrees_with(batch)
    closing = lambda: services.close_batch(batch=batch, by=clerk, reason="Eş zamanlı")  # noqa: E731
    results = in_parallel(*jobs[:4], closing)
    refused = sum(isinstance(result, Exception) for result in results)
    so_far = entered(batch)
    assert so_far.count == 12 - refused
    assert balances.of_account(batch.account) == so_far.total


def test_a_gift_goes_back_while_its_payout_is_taken_back(make_user):
    """Both lock the gift before the bank's money: else each would wait for what the other holds."""
    clerk, head, bank = make_user("accounting"), make_user("board"), make_account()
    gift = make_gift(100, account=make_account("pos"), by=clerk)
    settlement = make_settlement(gift, to_account=bank, by=clerk)
    make_gift(500, account=bank, method="bank", by=clerk)
    held = Event()

    def give_back() -> Any:
        with transaction.atomic():
            lock(gift, head)
            held.set()
            until_somebody_waits()
            return services.refund(donation=gift, amount=Decimal(10), day=today(), reason="İstek", by=head)

    def take_back() -> Any:
        held.wait(10)
        return services.undo_settlement(settlement=settlement, reason="Yanlış dekont", by=clerk)

    assert not [result for result in in_parallel(give_back, take_back) if isinstance(result, Exception)]
    assert balances.of_account(bank) == 490
