"""Whatever is done with lists and payments, in whatever order and by however many at once, nobody is paid twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Count, Sum

from aid import services
from aid.models import Aid, AidPlan, ListApproval, PaymentList
from aid.services.proving import hand_over
from aid.states import GIVEN, NOT_GIVEN, AidState, ListState
from beneficiaries.models import Household
from finance.models import Balance, FinanceRecord
from finance.verifying import verify
from kafkasder.core.days import today
from kafkasder.core.saving import explaining

from ..factories import make_user
from ..finance.rows import box, general, make_fund
from . import rows

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, ACTS = 4, 24


class World:
    """Some families, a bank and a box with too little money for all of it, and a fund that may not pay aid."""

    def __init__(self) -> None:
        self.people = [make_user("board") for _number in range(PEOPLE)]
        self.families = [rows.home() for _number in range(5)]
        self.bank = rows.rich_bank(9_000)
        rows.fill(box(), 3_000)
        self.forbidden = make_fund(spends_on=["out_rent"])
        for family in self.families[:2]:
            rows.make_plan(family, by=self.people[0], account=self.bank, amount=Decimal(700))
            rows.make_plan(family, by=self.people[0], kind="food", method="cash", account=box(), amount=Decimal(900))

    def act(self, chance: Random, by: Any) -> None:
        with suppress(ValidationError, PermissionDenied), explaining():
            chance.choice(self._acts(chance, by))()

    def _acts(self, chance: Random, by: Any) -> list[Callable[[], Any]]:
        payment_list = PaymentList.objects.exclude(state__in=["cancelled", "closed"]).order_by("?").first()
        aid = Aid.objects.order_by("?").first()
        on: dict[str, Any] = {"payment_list": payment_list, "by": by}
        acts: list[Callable[[], Any]] = [
            *[lambda: self._build(chance, by)] * 2,
            lambda: services.make_due(plans=AidPlan.objects.all(), month=rows.month(), by=by),
            lambda: hand_over(aid=aid, day=today(), received_by="Ayşe", by=by),  # type: ignore[arg-type]
            lambda: services.cancel(aid=aid, by=by, reason="Vazgeçildi"),  # type: ignore[arg-type]
            lambda: services.take_back(aid=aid, day=today(), by=by, reason="Döndü"),  # type: ignore[arg-type]
        ]
        if payment_list is None:
            return acts
        return [
            *acts,
            *[lambda: services.lock_list(**on)] * 4,
            *[lambda: services.approve_list(**on)] * 2,
            *[lambda: services.release_list(**on, day=today())] * 4,
            lambda: services.unlock_list(**on, reason="Eksik"),
            lambda: services.cancel_list(**on, reason="Vazgeçildi"),
            lambda: services.all_paid(**on),
            lambda: self._fail_one(payment_list, by),
            lambda: services.follow_up(**on),
            lambda: services.close_list(**on),
            lambda: services.take_off(aid=aid, by=by),  # type: ignore[arg-type]
        ]

    def _build(self, chance: Random, by: Any) -> None:
        source = chance.choice(["households", "plans"])
        fund = chance.choice([general(), general(), self.forbidden])
        made = rows.new_list(self.bank, source=source, fund=fund, kind="cash", amount=Decimal(1_100))
        payment_list = services.save_list(payment_list=made, by=by)
        if source == "plans":
            services.fill_by_plans(payment_list=payment_list, by=by)
        else:
            keys = [family.pk for family in chance.sample(self.families, 3)]
            households = Household.objects.filter(pk__in=keys)
            services.fill_by_filter(payment_list=payment_list, households=households, by=by)

    def _fail_one(self, payment_list: PaymentList, by: Any) -> None:
        sent = payment_list.aids.filter(state=AidState.SENT).order_by("?")[:1]
        failed = {each.pk: "Hesap kapalı" for each in sent}
        services.reconcile(payment_list=payment_list, paid={}, failed=failed, day=today(), by=by)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_at_once_pay_nobody_twice_and_nothing_that_is_not_there(seed: int) -> None:
    world = World()

    def acts(number: int) -> int:
        chance, done = Random(100 * seed + number), 0
        try:
            for _ in range(ACTS):
                world.act(chance, world.people[number])
                done += 1
        finally:
            connection.close()
        return done

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert list(pool.map(acts, range(PEOPLE))) == [ACTS] * PEOPLE
    assert verify() == {}
    counting = Aid.objects.exclude(state__in=NOT_GIVEN).values("household", "kind", "period", "person")
    assert not counting.annotate(many=Count("pk")).filter(many__gt=1).exists()
    given = Aid.objects.filter(state__in=GIVEN).aggregate(whole=Sum("amount", default=0))["whole"]
    booked = FinanceRecord.objects.filter(source_kind="aid").aggregate(whole=Sum("amount", default=0))["whole"]
    assert given == booked
    assert not FinanceRecord.objects.filter(fund=world.forbidden).exists()
    held = Balance.objects.filter(fund__isnull=False).values("fund").annotate(held=Sum("amount"))
    assert all(row["held"] >= 0 for row in held.order_by())
    assert Aid.objects.filter(record__isnull=False).exists()


def together(*acts: Callable[[], Any]) -> list[bool]:
    """Do all at once; return which of them were not refused."""

    def run(act: Callable[[], Any]) -> bool:
        try:
            with explaining():
                act()
        except (ValidationError, PermissionDenied):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_who_release_a_list_at_once_release_it_once() -> None:
    payment_list = rows.make_locked([rows.home(), rows.home()])
    people = [make_user("board"), make_user("accounting")]
    done = together(
        *(
            lambda by=by: services.release_list(payment_list=payment_list, day=today(), by=by)  # type: ignore[misc]
            for by in people
        )
    )
    assert sorted(done) == [False, True]
    assert FinanceRecord.objects.filter(source_kind="aid").count() == 2
    payment_list.refresh_from_db()
    assert payment_list.state == ListState.RELEASED


def test_who_approves_twice_at_once_is_counted_once() -> None:
    payment_list, by = rows.make_locked(), make_user("board")
    approve = lambda: services.approve_list(payment_list=payment_list, by=by)  # noqa: E731
    assert sorted(together(approve, approve, approve)) == [False, False, True]
    assert ListApproval.objects.count() == 1


def test_a_payment_is_handed_over_once() -> None:
    rows.fill(box(), 5_000)
    aid, by = rows.make_aid(method="cash", account=box(), amount=Decimal(1_000)), make_user("accounting")
    hand = lambda: hand_over(aid=aid, day=today(), received_by="Ayşe", by=by)  # noqa: E731
    assert sorted(together(hand, hand, hand)) == [False, False, True]
    assert FinanceRecord.objects.filter(source_kind="aid").count() == 1
