"""Whatever is done with money, in whatever order and by however many at once, all equations hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Sum
from freezegun import freeze_time
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from finance import services
from finance.models import Balance, CashCount, ClosedYear, FinanceRecord, Fund, LockedMonth, MoneyAccount, Transfer
from finance.totals import BALANCES, LEDGER
from finance.verifying import verify
from kafkasder.core.saving import explaining

from ..factories import make_user
from .book_rows import account, entry, fund, general_fund, transfer

MONTHS = range(1, 4)
AMOUNTS = st.integers(1, 400).map(Decimal)
DAYS = st.builds(date, st.just(2025), st.sampled_from(MONTHS), st.integers(1, 28))


def wrong() -> dict[str, Any]:
    """Return what disagrees now; what is written for an earlier day may leave that day alone below zero."""
    return {key: found for key, found in verify().items() if not key.endswith("_days")}


class World:
    """Two boxes, a bank, dollars and three funds; each act is refused with words or is done as a whole."""

    def __init__(self) -> None:
        self.by = make_user("board")
        self.places = [account(), account(), account("bank"), account("bank", currency="USD")]
        self.funds = [general_fund(), fund(), fund("religious")]

    def book(self, amount: Decimal, place: MoneyAccount, of: Fund, day: date) -> None:
        self._try(lambda: services.book(entry=entry(amount, place, of, day=day), by=self.by))

    def reverse(self, record: FinanceRecord, amount: Decimal, day: date) -> None:
        self._try(lambda: services.reverse(record=record, amount=amount, day=day, reason="Yanlış", by=self.by))

    def move(self, amount: Decimal, source: Any, target: Any, day: date) -> None:
        moved = transfer(amount, source, target, day=day, decision="1 sayılı karar")
        if isinstance(source, MoneyAccount) and source.currency != target.currency:
            moved.received, moved.fund = Decimal(3), self.funds[0]
        self._try(lambda: services.record_transfer(transfer=moved, by=self.by))

    def undo(self, moved: Transfer, day: date) -> None:
        self._try(lambda: services.undo_transfer(transfer=moved, day=day, reason="Yanlış", by=self.by))

    def count(self, place: MoneyAccount, counted: Decimal) -> None:
        count = CashCount(account=place, counted=counted, note="Sayıldı")
        self._try(lambda: services.count_cash(count=count, by=self.by))

    def lock(self, month: date) -> None:
        self._try(lambda: services.lock_month(month=month, by=self.by))

    @staticmethod
    def _try(act: Callable[[], Any]) -> None:
        with suppress(ValidationError, PermissionDenied), explaining():
            act()


class Money(RuleBasedStateMachine):
    """Any sequence of acts of one person."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    @rule(amount=AMOUNTS, sign=st.sampled_from([1, 1, -1]), where=st.integers(0, 3), of=st.integers(0, 2), day=DAYS)
    def book(self, amount: Decimal, sign: int, where: int, of: int, day: date) -> None:
        self.world.book(sign * amount, self.world.places[where], self.world.funds[of], day)

    @precondition(lambda self: FinanceRecord.objects.exists())
    @rule(number=st.integers(0), amount=AMOUNTS, day=DAYS)
    def reverse(self, number: int, amount: Decimal, day: date) -> None:
        records = list(FinanceRecord.objects.order_by("pk"))
        self.world.reverse(records[number % len(records)], amount, day)

    @rule(amount=AMOUNTS, pair=st.permutations(range(4)), day=DAYS)
    def move(self, amount: Decimal, pair: list[int], day: date) -> None:
        self.world.move(amount, self.world.places[pair[0]], self.world.places[pair[1]], day)

    @rule(amount=AMOUNTS, pair=st.permutations(range(3)), day=DAYS)
    def give(self, amount: Decimal, pair: list[int], day: date) -> None:
        self.world.move(amount, self.world.funds[pair[0]], self.world.funds[pair[1]], day)

    @precondition(lambda self: Transfer.objects.exists())
    @rule(number=st.integers(0), day=DAYS)
    def undo(self, number: int, day: date) -> None:
        moved = list(Transfer.objects.order_by("pk"))
        self.world.undo(moved[number % len(moved)], day)

    @rule(where=st.integers(0, 1), counted=AMOUNTS)
    def count(self, where: int, counted: Decimal) -> None:
        self.world.count(self.world.places[where], counted)

    @rule(month=st.sampled_from(MONTHS))
    def lock(self, month: int) -> None:
        self.world.lock(date(2025, month, 1))

    @rule()
    def fold(self) -> None:
        BALANCES.fold()
        LEDGER.fold()

    @invariant()
    def all_equations_hold(self) -> None:
        assert wrong() == {}


class InOneTransaction(Money):
    """Takes back what an example did, so that the next begins anew."""

    def __init__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        super().__init__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_sequence_keeps_all_equations() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    kept = settings(max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=checks, database=None)
    with freeze_time("2025-04-20 12:00:00", tick=True):
        run_state_machine_as_test(InOneTransaction, settings=kept)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_many_at_once_keep_all_equations(seed: int) -> None:
    world = World()
    box, _other, bank, _dollars = world.places
    for place in (box, bank):
        world.book(Decimal(500), place, world.funds[0], date(2025, 1, 1))

    def acts(number: int) -> int:
        chance, done = Random(100 * seed + number), 0
        try:
            for _ in range(25):
                _act(world, chance)
                done += 1
        finally:
            connection.close()
        return done

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(acts, range(5))) == [25] * 5
    assert wrong() == {}
    assert FinanceRecord.objects.count() > 20
    assert min(kept_balances()) >= 0
    assert LockedMonth.objects.exists()


def _act(world: World, chance: Random) -> None:
    amount, day = Decimal(chance.randrange(1, 300)), date(2025, chance.choice([1, 2, 3, 4]), chance.randrange(1, 29))
    place, other = chance.sample(world.places[:3], 2)
    late = date(2025, 4, 28)
    acts: list[Callable[[], Any]] = [
        *[lambda: world.book(amount, place, chance.choice(world.funds), day)] * 3,
        *[lambda: world.book(-amount, place, chance.choice(world.funds), day)] * 2,
        *[lambda: world.move(amount, place, other, day)] * 2,
        lambda: world.move(amount, world.funds[0], world.funds[1], day),
        lambda: [world.reverse(each, amount, late) for each in FinanceRecord.objects.order_by("?")[:1]],
        lambda: [world.undo(each, late) for each in Transfer.objects.order_by("?")[:1]],
        lambda: world.count(world.places[chance.randrange(2)], amount),
        BALANCES.fold,
        lambda: world.lock(date(2025, chance.choice([1, 2]), 1)),
    ]
    chance.choice(acts)()


def kept_balances() -> list[Decimal]:
    """What the kept totals say that each fund and each account holds in each currency."""
    of_funds = Balance.objects.filter(fund__isnull=False).values("fund", "currency").annotate(held=Sum("amount"))
    of_accounts = Balance.objects.filter(account__isnull=False).values("account").annotate(held=Sum("amount"))
    return [row["held"] for rows in (of_funds, of_accounts) for row in rows.order_by()]


@pytest.mark.django_db(transaction=True)
def test_the_last_money_of_a_box_is_spent_once() -> None:
    world = World()
    box = world.places[0]
    world.book(Decimal(100), box, world.funds[0], date(2025, 1, 1))

    def spend(_number: int) -> None:
        try:
            world.book(Decimal(-100), box, world.funds[0], date(2025, 1, 2))
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(spend, range(5)))
    assert FinanceRecord.objects.filter(direction="expense").count() == 1
    assert wrong() == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["exception", "killed"])
def test_a_crash_in_the_middle_leaves_nothing_half_done(way: str) -> None:
    world = World()
    box, _other, bank, _dollars = world.places
    world.book(Decimal(100), box, world.funds[0], date(2025, 1, 1))

    def work() -> None:
        with transaction.atomic():
            services.book(entry=entry(-10, box, world.funds[0]), by=world.by)
            services.record_transfer(transfer=transfer(10, box, bank), by=world.by)
            if way == "exception":
                raise ZeroDivisionError
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def crash() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, pytest.raises(Exception):  # noqa: B017, PT011  the driver names it as it likes
        pool.submit(crash).result()
    assert FinanceRecord.objects.count() == 1
    assert not Transfer.objects.exists()
    assert not ClosedYear.objects.exists()
    assert wrong() == {}
