"""As a clerk tries who does not know, or does not mind, that somebody was paid already or is to be paid no more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from aid import services
from aid.models import Aid, AidPlan, PaymentList
from aid.states import AidState, PlanState
from beneficiaries.models import Beneficiary, Household
from beneficiaries.services import move_person
from kafkasder.core.days import today
from kafkasder.core.saving import explaining

from ..factories import make_person, make_user
from ..finance.rows import box
from . import rows

pytestmark = pytest.mark.django_db


def scholar() -> tuple[Beneficiary, Household]:
    home = rows.home()
    make_person(household=home)
    return make_person(household=home), home


def moved(person: Beneficiary) -> Household:
    target = rows.home()
    move_person(person=person, target=target, moved_on=today(), by=make_user("staff"))
    person.refresh_from_db()
    return target


def listed(plan: AidPlan) -> PaymentList:
    clerk = make_user("staff")
    payment_list = services.save_list(payment_list=rows.new_list(plan.account, source="plans", kind=""), by=clerk)
    services.fill_by_plans(payment_list=payment_list, by=clerk)
    return payment_list


def test_whoever_moves_gets_nothing_twice_in_one_month() -> None:
    person, home = scholar()
    account = rows.rich_bank()
    first = rows.make_plan(home, person=person, kind="scholarship", account=account).aids.get()
    there = moved(person)
    second = rows.make_plan(there, person=person, kind="scholarship", account=account)
    assert list(Aid.objects.filter(person=person)) == [first]
    copy = Aid(household=there, person=person, kind="scholarship", period=first.period, created_by=first.created_by)
    copy.method, copy.amount, copy.fund, copy.account = first.method, first.amount, first.fund, account
    with pytest.raises(ValidationError, match="Bu kişiye bu ay bu yardım zaten"), explaining():
        copy.save()
    services.change_plan_state(plan=first.plan, target=PlanState.ENDED, by=make_user("staff"), reason="Taşındı")
    assert services.make_due(plans=[second], month=rows.month(), by=None) == 1


def test_a_household_that_is_helped_no_more_is_not_paid_on() -> None:
    plan = rows.make_plan(frequency="monthly", times=3, first_month=rows.month().replace(month=1))
    payment_list = listed(plan)
    assert payment_list.aids.count() == 3
    for status in ("suspended", "passive", "moved", "archived"):
        Household.objects.filter(pk=plan.household_id).update(status=status)
        with pytest.raises(ValidationError, match="artık uymayan 3 ödeme"):
            services.lock_list(payment_list=payment_list, by=make_user("staff"))
    services.empty_list(payment_list=payment_list, by=make_user("staff"))
    assert services.fill_by_plans(payment_list=payment_list, by=make_user("staff")) == 0
    Aid.objects.all().delete()
    assert services.make_due(plans=[plan], month=rows.month(), by=None) == 0


@pytest.mark.parametrize("change", ["household", "person", "plan"])
def test_what_ends_after_a_list_was_locked_keeps_it_from_being_released(change: str) -> None:
    person, home = scholar()
    plan = rows.make_plan(home, person=person, kind="scholarship")
    payment_list = services.lock_list(payment_list=listed(plan), by=make_user("staff"))
    if change == "household":
        Household.objects.filter(pk=home.pk).update(status="passive")
    elif change == "person":
        moved(person)
    else:
        services.change_plan_state(plan=plan, target=PlanState.PAUSED, by=make_user("staff"), reason="Taşındı")
    with pytest.raises(ValidationError, match="artık uymayan 1 ödeme"):
        services.release_list(payment_list=payment_list, day=today(), by=make_user("accounting"))
    assert payment_list.aids.get().record is None


def test_cash_is_not_handed_over_to_who_is_helped_no_more() -> None:
    rows.fill(box(), 5000)
    aid = rows.make_aid(method="cash", account=box(), amount=Decimal(1000))
    assert Aid.objects.at_the_desk().get() == aid
    Household.objects.filter(pk=aid.household_id).update(status="archived")
    assert not Aid.objects.at_the_desk().exists()
    with pytest.raises(PermissionDenied, match="artık yardım almıyor"):
        services.deliver(aid=aid, day=today(), received_by="Ayşe", by=make_user("accounting"))


def test_the_dead_are_buried_but_get_no_scholarship() -> None:
    person, home = scholar()
    account = rows.rich_bank()
    for kind in ("scholarship", "funeral"):
        rows.make_plan(home, person=person, kind=kind, account=account)
    Beneficiary.objects.filter(pk=person.pk).update(status="deceased")
    assert [aid.kind for aid in Aid.objects.going_out()] == ["funeral"]


def test_a_plan_that_was_shortened_pays_no_more_than_it_says() -> None:
    plan = rows.make_plan(frequency="monthly", times=3, first_month=rows.month().replace(month=1))
    first = plan.aids.earliest("period")
    plan.times = 1
    services.save_plan(plan=plan, by=make_user("staff"))
    assert list(plan.aids.all()) == [first]
    services.cancel(aid=first, by=make_user("staff"), reason="Vazgeçildi")
    plan.refresh_from_db()
    assert plan.state == PlanState.ENDED


def test_a_plan_that_was_shortened_to_what_it_gave_ends() -> None:
    plan = rows.make_plan(frequency="monthly", times=3, first_month=rows.month())
    services.cancel(aid=plan.aids.get(), by=make_user("staff"), reason="Vazgeçildi")
    plan.refresh_from_db()
    plan.times = 1
    assert services.save_plan(plan=plan, by=make_user("staff")).state == PlanState.ENDED


def test_what_lies_ready_of_a_plan_that_ended_is_not_handed_over() -> None:
    aid = rows.make_aid(method="in_kind", kind="food", amount=None, quantity=Decimal(2), unit="package")
    aid = services.set_ready(aid=aid, target=AidState.READY, by=make_user("staff"))
    services.change_plan_state(plan=aid.plan, target=PlanState.ENDED, by=make_user("staff"), reason="Taşındı")
    aid.refresh_from_db()
    assert aid.state == AidState.CANCELLED


def test_lists_are_numbered_on_after_ten_thousand() -> None:
    first = services.save_list(payment_list=rows.new_list(), by=make_user("staff"))
    PaymentList.objects.filter(pk=first.pk).update(number=f"{first.number[:-4]}9999")
    made = [services.save_list(payment_list=rows.new_list(), by=make_user("staff")) for _number in range(2)]
    assert [each.number[-5:] for each in made] == ["10000", "10001"]


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_ends_while_its_help_is_handed_over_waits_for_it() -> None:
    rows.fill(box(), 5000)
    for _number in range(4):
        plan = rows.make_plan(method="cash", account=box(), amount=Decimal(100), times=2, frequency="monthly")
        aid, clerk = plan.aids.get(), make_user("accounting")
        end = lambda plan=plan: services.change_plan_state(plan=plan, target="ended", by=clerk, reason="Bitti")  # noqa: B023, E731
        give = lambda aid=aid: services.deliver(aid=aid, day=today(), received_by="Ayşe", by=clerk)  # noqa: B023, E731
        _together(end, give)
        aid.refresh_from_db()
        assert aid.state in (AidState.DELIVERED, AidState.CANCELLED)


def _together(*acts: Callable[[], Any]) -> None:
    """Do all at once; what is refused is, and nothing waits for another that waits for it."""

    def run(act: Callable[[], Any]) -> None:
        try:
            act()
        except (ValidationError, PermissionDenied):
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))
