"""Rules of plans, lists and payments that nothing gets around."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from aid import services
from aid.states import AidState, ListState, PlanState
from beneficiaries.models import BankAccount, Household
from kafkasder.core.days import today

from ..factories import make_user
from ..finance.rows import box
from . import rows

pytestmark = pytest.mark.django_db


def test_a_plan_is_not_raised_above_what_was_granted_later() -> None:
    application = rows.make_granted()
    plan = rows.new_plan(application.household, amount=Decimal(2000))
    plan.asked = application.asked.get()
    clerk = make_user("staff")
    services.save_plan(plan=plan, application=application, by=clerk)
    plan.amount = Decimal(3001)
    with pytest.raises(ValidationError, match="Onaylanandan fazla"):
        services.save_plan(plan=plan, by=clerk)


def test_what_waits_follows_its_plan_but_not_what_is_on_a_list() -> None:
    plan = rows.make_plan(frequency="monthly", times=2, first_month=rows.month().replace(month=1))
    first, second = plan.aids.order_by("period")
    payment_list = services.save_list(
        payment_list=rows.new_list(plan.account, source="plans", kind="", period=first.period), by=make_user("staff")
    )
    services.fill_by_plans(payment_list=payment_list, by=make_user("staff"))
    plan.amount = Decimal(2500)
    services.save_plan(plan=plan, by=make_user("staff"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.amount, second.amount) == (2000, 2500)


def test_nobody_approves_what_they_put_on_a_list() -> None:
    maker, filler = make_user("staff"), make_user("board")
    payment_list = services.save_list(payment_list=rows.new_list(), by=maker)
    households = Household.objects.filter(pk=rows.home().pk)
    services.fill_by_filter(payment_list=payment_list, households=households, by=filler)
    payment_list = services.lock_list(payment_list=payment_list, by=maker)
    with pytest.raises(PermissionDenied, match="Kendi doldurduğunuz"):
        services.approve_list(payment_list=payment_list, by=filler)
    with pytest.raises(PermissionDenied, match="Kendi doldurduğunuz"):
        services.release_list(payment_list=payment_list, day=today(), by=filler)


@pytest.mark.parametrize("change", ["iban", "closed", "other"])
def test_money_does_not_go_to_an_account_that_changed_after_the_list_was_locked(change: str) -> None:
    household = rows.home()
    payment_list = rows.make_locked([household])
    account = household.bank_accounts.get()
    if change == "iban":
        account.iban = rows.IBANS[1]
        account.save()
    else:
        BankAccount.objects.filter(pk=account.pk).update(
            **({"state": "closed", "is_primary": False} if change == "closed" else {"is_primary": False})
        )
    treasurer = make_user("accounting")
    with pytest.raises(ValidationError, match="1 hanenin hesabı değişti"):
        services.release_list(payment_list=payment_list, day=today(), by=treasurer)
    services.unlock_list(payment_list=payment_list, by=make_user("staff"), reason="Hesap")
    if change != "iban":
        with pytest.raises(ValidationError, match="1 hanenin açık ana banka hesabı yok"):
            services.lock_list(payment_list=payment_list, by=make_user("staff"))


def test_a_payment_of_a_locked_list_does_not_fail_before_it_went_out() -> None:
    aid = rows.make_locked().aids.get()
    with pytest.raises(PermissionDenied, match="kilitli"):
        services.take_back(aid=aid, day=today(), by=make_user("board"), reason="Gelmedi")


def test_nothing_of_a_paused_plan_is_handed_over() -> None:
    rows.fill(box(), 5000)
    aid = rows.make_aid(method="cash", account=box(), amount=Decimal(1000))
    services.change_plan_state(plan=aid.plan, target=PlanState.PAUSED, by=make_user("staff"), reason="Taşındı")
    with pytest.raises(PermissionDenied, match="planı durduruldu"):
        services.deliver(aid=aid, day=today(), received_by="Ayşe", by=make_user("accounting"))


def test_goods_lie_ready_and_are_handed_over_or_not() -> None:
    aid = rows.make_aid(method="in_kind", kind="food", amount=None, quantity=Decimal(2), unit="package")
    clerk = make_user("staff")
    aid = services.set_ready(aid=aid, target=AidState.READY, by=clerk)
    aid = services.take_back(aid=aid, day=today(), by=clerk, reason="Evde yoktu")
    assert (aid.state, aid.record) == (AidState.FAILED, None)
    payment = rows.make_list().aids.get()
    with pytest.raises(PermissionDenied, match="ödeme listesinde"):
        services.set_ready(aid=payment, target=AidState.READY, by=clerk)
    assert payment.payment_list.state == ListState.OPEN


def test_what_is_called_off_is_not_on_its_list_any_more() -> None:
    payment_list = rows.make_list([rows.home(), rows.home()])
    aid = payment_list.aids.first()
    services.cancel(aid=aid, by=make_user("staff"), reason="Vazgeçildi")
    payment_list = services.lock_list(payment_list=payment_list, by=make_user("staff"))
    assert (payment_list.count, payment_list.aids.count()) == (1, 1)


def test_what_is_on_no_list_is_not_taken_off_one() -> None:
    with pytest.raises(ValidationError, match="bir listede değil"):
        services.take_off(aid=rows.make_aid(), by=make_user("staff"))
