"""As somebody tries who wants to help a household by themselves, without any decision of others."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from aid import services
from aid.models import Aid
from finance.models import MoneyRule
from kafkasder.core.days import today
from kafkasder.core.saving import explaining

from ..factories import make_person, make_user
from ..finance.rows import box, make_account
from . import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def limit() -> None:
    MoneyRule.objects.create(key="aid_committee_over", valid_from=date(2026, 1, 1), value=5000, source="Deneme")


@pytest.mark.usefixtures("limit")
def test_no_plan_gets_around_the_committee() -> None:
    account = rows.rich_bank()
    for fields in ({"amount": Decimal(5001)}, {"amount": Decimal(2000), "frequency": "monthly", "times": 3}):
        with pytest.raises(ValidationError, match="komisyon karar verir"):
            rows.make_plan(account=account, **fields)
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        rows.make_plan(account=make_account(currency="EUR"), amount=Decimal(1))
    plan = rows.make_plan(account=account, amount=Decimal(5000))
    plan.amount = Decimal(5001)
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        services.save_plan(plan=plan, by=make_user("staff"))


@pytest.mark.usefixtures("limit")
def test_no_list_of_a_filter_gets_around_the_committee() -> None:
    household = rows.home()
    for _number in range(4):
        make_person(household=household)
    payment_list = rows.make_list([household], amount_rule="per_person", amount=Decimal(2000))
    assert payment_list.aids.get().amount > 5000
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        services.lock_list(payment_list=payment_list, by=make_user("staff"))


def test_what_the_committee_decided_is_planned_whatever_it_is_worth() -> None:
    application = rows.make_granted()
    MoneyRule.objects.create(key="aid_committee_over", valid_from=date(2026, 1, 1), value=1, source="Deneme")
    plan = rows.new_plan(application.household, amount=Decimal(3000))
    plan.asked = application.asked.get()
    assert services.save_plan(plan=plan, application=application, by=make_user("staff")).pk


def test_nobody_hands_over_cash_that_they_planned_themselves() -> None:
    rows.fill(box(), 30_000)
    clerk, other = make_user("staff"), make_user("staff")
    aid = rows.make_plan(by=clerk, method="cash", account=box(), amount=Decimal(7000)).aids.get()
    with pytest.raises(PermissionDenied, match="planlayan kendisi teslim edemez"):
        services.deliver(aid=aid, day=today(), received_by="Ayşe", by=clerk)
    assert services.deliver(aid=aid, day=today(), received_by="Ayşe", by=other).record is not None


def test_cash_that_others_decided_about_or_released_is_handed_over_by_anybody() -> None:
    rows.fill(box(), 30_000)
    clerk = make_user("staff")
    application = rows.make_granted()
    plan = rows.new_plan(application.household, method="cash", account=box(), amount=Decimal(3000))
    plan.asked = application.asked.get()
    services.save_plan(plan=plan, application=application, by=clerk)
    payment_list = rows.make_locked(by=clerk, account=box(), method="cash", kind="food")
    services.release_list(payment_list=payment_list, day=today(), by=make_user("accounting"))
    for aid in Aid.objects.all():
        services.deliver(aid=aid, day=today(), received_by="Ayşe", by=clerk)


def test_amounts_that_no_column_holds_are_refused_in_words() -> None:
    household = rows.home()
    for _number in range(4):
        make_person(household=household)
    with pytest.raises(ValidationError, match="çok büyük"), explaining():
        rows.make_list([household], amount_rule="per_person", amount=Decimal("999999999999.99"))
