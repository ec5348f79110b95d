"""From an application to help that arrived: each payment is once in the ledger, from a fund that may pay it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from aid import services
from aid.models import Aid, AidPlan
from aid.months import months_of
from aid.states import AidState, ListState, PlanState, Stage
from finance.models import Fund
from kafkasder.core.days import today
from kafkasder.core.saving import explaining

from ..factories import make_user
from ..finance.rows import box, make_account, zakat
from . import rows

pytestmark = pytest.mark.django_db


def spent(fund: Fund) -> Decimal:
    from finance.models import Posting

    return -sum((posting.amount for posting in Posting.objects.filter(fund=fund, amount__lt=0)), Decimal(0))


def test_a_family_is_helped_from_the_application_to_the_ledger() -> None:
    application = rows.make_granted()
    assert application.stage == Stage.APPROVED
    asked = application.asked.get()
    assert (asked.granted_amount, asked.granted_times) == (Decimal(3000), 1)
    decision = application.decisions.get()
    assert decision.score is not None
    clerk, account = make_user("staff"), rows.rich_bank()
    plan = rows.new_plan(application.household, amount=Decimal(3000), account=account)
    plan.asked = asked
    services.save_plan(plan=plan, application=application, by=clerk)
    application.refresh_from_db()
    assert application.stage == Stage.ONGOING
    payment_list = rows.new_list(account, source="plans", kind="")
    services.save_list(payment_list=payment_list, by=clerk)
    assert services.fill_by_plans(payment_list=payment_list, by=clerk) == 1
    payment_list = services.lock_list(payment_list=payment_list, by=clerk)
    payment_list = services.release_list(payment_list=payment_list, day=today(), by=make_user("accounting"))
    aid = payment_list.aids.get()
    assert aid.state == AidState.SENT
    assert aid.record is not None
    assert (aid.record.amount, aid.record.category, aid.record.source) == (3000, "out_aid_cash", ("aid", aid.pk))
    assert services.all_paid(payment_list=payment_list, by=clerk) == 1
    application.refresh_from_db()
    plan.refresh_from_db()
    assert (plan.state, application.stage) == (PlanState.ENDED, Stage.COMPLETED)
    assert services.close_list(payment_list=payment_list, by=clerk).state == ListState.CLOSED


def test_what_the_bank_did_not_pay_comes_back_and_is_paid_by_another_list() -> None:
    fund = rows.general()
    payment_list = rows.make_released([rows.home(), rows.home()])
    before = spent(fund)
    assert before == 3000
    good, bad = payment_list.aids.order_by("pk")
    clerk = make_user("staff")
    given = {"paid": {good.pk: "REF-1"}, "failed": {bad.pk: "Hesap kapalı"}}
    assert services.reconcile(payment_list=payment_list, day=today(), by=clerk, **given) == (1, 1)
    bad.refresh_from_db()
    assert (bad.state, bad.state_reason) == (AidState.FAILED, "Hesap kapalı")
    assert bad.record is not None
    assert bad.record.reversals.get().amount == -1500
    again = services.follow_up(payment_list=payment_list, by=clerk)
    assert [aid.retry_of_id for aid in again.aids.all()] == [bad.pk]
    with pytest.raises(ValidationError, match="yeniden ödenecek ödeme yok"):
        services.follow_up(payment_list=payment_list, by=clerk)
    services.close_list(payment_list=payment_list, by=clerk)


def test_a_payment_that_the_bank_sends_back_sets_its_plan_and_application_going_again() -> None:
    application = rows.make_granted()
    clerk, account = make_user("staff"), rows.rich_bank()
    plan = rows.new_plan(application.household, amount=Decimal(3000), account=account)
    plan.asked = application.asked.get()
    services.save_plan(plan=plan, application=application, by=clerk)
    payment_list = services.save_list(payment_list=rows.new_list(account, source="plans", kind=""), by=clerk)
    services.fill_by_plans(payment_list=payment_list, by=clerk)
    services.lock_list(payment_list=payment_list, by=clerk)
    treasurer = make_user("accounting")
    services.release_list(payment_list=payment_list, day=today(), by=treasurer)
    services.all_paid(payment_list=payment_list, by=clerk)
    services.take_back(aid=plan.aids.get(), day=today(), by=treasurer, reason="Banka geri gönderdi")
    application.refresh_from_db()
    plan.refresh_from_db()
    assert (plan.state, application.stage) == (PlanState.ACTIVE, Stage.ONGOING)
    again = services.follow_up(payment_list=payment_list, by=clerk)
    assert again.aids.get().plan == plan
    assert services.make_due(plans=[plan], month=rows.month(), by=clerk) == 0


def test_a_plan_whose_only_time_was_called_off_ends() -> None:
    plan = rows.make_plan()
    services.cancel(aid=plan.aids.get(), by=make_user("staff"), reason="Vazgeçildi")
    plan.refresh_from_db()
    assert plan.state == PlanState.ENDED


def test_a_household_is_not_paid_twice_for_one_purpose_in_a_month() -> None:
    household = rows.home()
    rows.make_released([household])
    second = rows.make_list([household, rows.home()])
    assert second.aids.count() == 1  # the other one
    first = Aid.objects.get(household=household)
    copy = Aid(household=household, kind=first.kind, period=first.period, created_by=first.created_by)
    copy.method, copy.amount, copy.fund, copy.account = first.method, first.amount, first.fund, first.account
    with pytest.raises(ValidationError, match="bu ay bu yardım zaten"), explaining():
        copy.save()


def test_two_children_may_each_have_a_scholarship_but_not_two() -> None:
    from ..factories import make_person

    household = rows.home()
    first, second = make_person(household=household), make_person(household=household)
    given: dict[str, Any] = {"kind": "scholarship", "account": rows.rich_bank()}
    for person in (first, second):
        rows.make_plan(household, person=person, **given)
    assert Aid.objects.filter(household=household).count() == 2
    rows.make_plan(household, person=first, **given)
    assert Aid.objects.filter(household=household).count() == 2
    with pytest.raises(ValidationError, match="kişi seçilmez"), explaining():
        rows.make_plan(household, person=first, kind="food", account=given["account"])


@pytest.mark.parametrize("who", ["maker", "locker"])
def test_nobody_releases_a_list_that_they_made_or_locked(who: str) -> None:
    people = {"maker": make_user("board"), "locker": make_user("board")}
    payment_list = rows.make_list(by=people["maker"])
    payment_list = services.lock_list(payment_list=payment_list, by=people["locker"])
    with pytest.raises(PermissionDenied, match="Kendi hazırladığınız"):
        services.release_list(payment_list=payment_list, day=today(), by=people[who])


def test_a_large_list_needs_two_who_approve() -> None:
    from datetime import date

    from finance.models import MoneyRule

    MoneyRule.objects.create(key="list_two_approvals_over", valid_from=date(2026, 1, 1), value=1000, source="Deneme")
    payment_list = rows.make_locked()
    treasurer = make_user("accounting")
    with pytest.raises(ValidationError, match="1 kişinin daha onayı"):
        services.release_list(payment_list=payment_list, day=today(), by=treasurer)
    services.approve_list(payment_list=payment_list, by=make_user("board"))
    assert services.release_list(payment_list=payment_list, day=today(), by=treasurer).state == ListState.RELEASED


def test_a_locked_list_does_not_change_by_any_way() -> None:
    payment_list = rows.make_locked()
    aid = payment_list.aids.get()
    for change in ({"amount": 9}, {"payment_list": None}):
        with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
            Aid.objects.filter(pk=aid.pk).update(**change)
    with pytest.raises(PermissionDenied, match="Yalnız hazırlanan liste"):
        services.take_off(aid=aid, by=make_user("staff"))


def test_what_was_given_stays_as_it_was() -> None:
    aid = rows.make_released().aids.get()
    for change in ({"amount": 9}, {"household": rows.home()}, {"record": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Aid.objects.filter(pk=aid.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Aid.objects.filter(pk=aid.pk).delete()


def test_a_fund_that_may_not_pay_this_is_refused_with_the_reason() -> None:
    fund = zakat()
    fund.spends_on = ["out_scholarship"]
    fund.save()
    with pytest.raises(ValidationError, match="fonu bu gideri ödeyemez"):
        rows.make_plan(fund=fund)


def test_no_fund_pays_more_than_it_has() -> None:
    payment_list = rows.make_locked(account=rows.rich_bank(1000), amount=Decimal(1500))
    with pytest.raises(ValidationError), explaining():
        services.release_list(payment_list=payment_list, day=today(), by=make_user("accounting"))
    payment_list.refresh_from_db()
    assert payment_list.state == ListState.LOCKED
    assert payment_list.aids.get().state == AidState.READY


def test_cash_is_handed_over_from_its_box_with_who_received_it() -> None:
    rows.fill(box(), 7000)
    aid = rows.make_aid(method="cash", account=box(), amount=Decimal(1000))
    desk = make_user("accounting")
    with pytest.raises(ValidationError, match="Kimin teslim aldığını"):
        services.deliver(aid=aid, day=today(), received_by=" ", by=desk)
    services.deliver(aid=aid, day=today(), received_by="Ayşe Örnek", by=desk)
    aid.refresh_from_db()
    assert (aid.state, aid.given_by, aid.received_by) == (AidState.DELIVERED, desk, "Ayşe Örnek")
    assert aid.record is not None
    assert aid.record.account == box()
    services.take_back(aid=aid, day=today(), by=desk, reason="Yanlış haneye yazıldı")
    aid.record.refresh_from_db()
    assert aid.record.reversals.get().amount == -1000


def test_goods_that_were_bought_as_an_expense_are_none_again() -> None:
    aid = rows.make_aid(method="in_kind", kind="food", amount=None, quantity=Decimal(2), unit="package")
    services.deliver(aid=aid, day=today(), received_by="Ayşe Örnek", by=make_user("staff"))
    aid.refresh_from_db()
    assert (aid.state, aid.record) == (AidState.DELIVERED, None)


def test_goods_of_the_ledger_leave_their_account() -> None:
    from finance.services import Entry, book

    goods = make_account(kind="goods")
    given = Entry(
        direction="income",
        category="in_kind",
        amount=Decimal(5000),
        currency="TRY",
        fund=rows.general(),
        account=goods,
        day=today(),
        method="in_kind",
        document_type="kind_in",
        description="Gıda kolisi",
    )
    book(entry=given, by=make_user("accounting"))
    aid = rows.make_aid(
        method="in_kind", kind="food", amount=Decimal(800), quantity=Decimal(1), unit="package", account=goods
    )
    services.deliver(aid=aid, day=today(), received_by="Ayşe Örnek", by=make_user("staff"))
    aid.refresh_from_db()
    assert aid.record is not None
    assert (aid.record.category, aid.record.amount) == ("out_aid_kind", 800)


def test_a_monthly_plan_makes_each_month_once() -> None:
    plan = rows.make_plan(frequency="monthly", times=6, first_month=rows.month().replace(month=1))
    months = [each for each in months_of(plan) if each <= rows.month()]
    assert sorted(plan.aids.values_list("period", flat=True)) == months
    assert services.make_due(plans=[plan], month=rows.month(), by=make_user("staff")) == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [({"amount": Decimal(3001)}, "Onaylanandan fazla"), ({"frequency": "monthly", "times": 2}, "Onaylanandan fazla")],
)
def test_no_plan_goes_beyond_what_was_granted(change: dict[str, Any], told: str) -> None:
    application = rows.make_granted()
    plan = rows.new_plan(application.household, **{"amount": Decimal(3000)} | change)
    plan.asked = application.asked.get()
    with pytest.raises(ValidationError, match=told):
        services.save_plan(plan=plan, application=application, by=make_user("staff"))
    assert not AidPlan.objects.exists()


def test_a_household_without_a_bank_account_keeps_its_list_from_being_locked() -> None:
    payment_list = rows.make_list([rows.home(), rows.home(account=False)])
    with pytest.raises(ValidationError, match="1 hanenin açık ana banka hesabı yok"):
        services.lock_list(payment_list=payment_list, by=make_user("staff"))


def test_amounts_may_follow_the_number_of_people() -> None:
    from ..factories import make_person

    household = rows.home()
    for _number in range(3):
        make_person(household=household)
    payment_list = rows.make_list([household], amount_rule="per_person", amount=Decimal(100))
    assert payment_list.aids.get().amount == 300


def test_who_has_no_verb_does_none_of_it() -> None:
    stranger: User = make_user("volunteer")
    with pytest.raises(PermissionDenied):
        services.save_list(payment_list=rows.new_list(), by=stranger)
    with pytest.raises(PermissionDenied):
        rows.make_plan(by=stranger)
    aid = rows.make_aid(method="in_kind", kind="food", amount=None, quantity=Decimal(1), unit="package")
    with pytest.raises(PermissionDenied):
        services.deliver(aid=aid, day=today(), received_by="Biri", by=stranger)
