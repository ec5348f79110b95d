"""As somebody tries who wants more for a family than was decided: by a plan, or by the decision itself."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from aid import services
from aid.models import AidApplication, AidPlan
from aid.states import Stage
from finance.models import ExchangeRate, MoneyRule
from kafkasder.core.days import today

from ..factories import make_user
from ..finance.rows import make_account
from . import rows

pytestmark = pytest.mark.django_db


def plan_of(application: AidApplication, **fields: Any) -> AidPlan:
    asked = application.asked.get()
    plan = rows.new_plan(application.household, **{"kind": asked.kind} | fields)
    plan.asked = asked
    return services.save_plan(plan=plan, application=application, by=make_user("staff"))


def granted_goods() -> AidApplication:
    application = rows.make_application(Stage.REVIEW, asked=False)
    rows.ask(application, kind="food", amount=None, quantity=Decimal(10), unit="kg")
    services.decide(application=application, kind="approved", reason="Uygun", by=make_user("board"))
    application.refresh_from_db()
    return application


def test_lira_that_were_granted_are_not_paid_in_as_many_euros() -> None:
    application, euros = rows.make_granted(), make_account(currency="EUR")
    with pytest.raises(ValidationError, match="Onaylanandan fazla"):
        plan_of(application, amount=Decimal(3000), account=euros)
    ExchangeRate.objects.update_or_create(currency="EUR", day=today(), defaults={"rate": Decimal(50)})
    with pytest.raises(ValidationError, match="Onaylanandan fazla"):
        plan_of(application, amount=Decimal(61), account=euros)
    assert plan_of(application, amount=Decimal(60), account=euros).currency == "EUR"


def test_a_plan_that_runs_does_not_go_over_to_another_currency() -> None:
    application = rows.make_granted()
    plan = plan_of(application, amount=Decimal(3000))
    plan.account = make_account(currency="EUR")
    with pytest.raises(ValidationError, match="Onaylanandan fazla"):
        services.save_plan(plan=plan, by=make_user("staff"))


def test_kilos_that_were_granted_do_not_become_tons() -> None:
    goods: dict[str, Any] = {"method": "in_kind", "amount": None, "quantity": Decimal(10)}
    with pytest.raises(ValidationError, match="Onaylanan birim: kg"):
        plan_of(granted_goods(), unit="ton", **goods)
    assert plan_of(granted_goods(), unit="kg", **goods).quantity == 10


def test_granted_money_does_not_become_goods_of_no_worth() -> None:
    goods: dict[str, Any] = {"method": "in_kind", "quantity": Decimal(1000), "unit": "ton"}
    with pytest.raises(ValidationError, match="malın değerini tutara yazın"):
        plan_of(rows.make_granted(), amount=None, **goods)
    assert plan_of(rows.make_granted(), amount=Decimal(3000), **goods).amount == 3000


@pytest.mark.parametrize("grant", [(Decimal(3001), None, 1), (Decimal(3000), Decimal(1), 1)])
def test_nobody_grants_more_than_is_asked_for(grant: Any) -> None:
    application = rows.make_application(Stage.REVIEW)
    grants = {application.asked.get().pk: services.Grant(*grant)}
    with pytest.raises(ValidationError, match="İstenenden fazlası onaylanmaz"):
        services.decide(application=application, kind="partly", reason="Uygun", grants=grants, by=make_user("board"))


def test_what_the_committee_voted_on_is_not_raised_by_whoever_writes_it_down() -> None:
    application = rows.make_application(Stage.COMMITTEE)
    for _number in range(3):
        services.vote(application=application, vote="for", by=make_user("board"))
    grants = {application.asked.get().pk: services.Grant(Decimal(300_000), None, 1)}
    with pytest.raises(ValidationError, match="İstenenden fazlası onaylanmaz"):
        services.decide(application=application, kind="approved", reason="Uygun", grants=grants, by=make_user("board"))


def test_goods_keep_their_worth_where_their_sum_is_left_empty() -> None:
    MoneyRule.objects.create(key="aid_committee_over", valid_from=date(2026, 1, 1), value=5000, source="Deneme")
    application = rows.make_application(Stage.REVIEW, asked=False)
    asked = rows.ask(application, kind="white_goods", amount=Decimal(40_000), quantity=Decimal(4), unit="piece")
    for quantity, is_over in ((Decimal(4), True), (Decimal("0.5"), False)):
        grants = {asked.pk: services.Grant(None, quantity, 1)}
        assert services.needs_committee(application, grants) is is_over
