"""As somebody tries who parts a help, so that each part stays below what one person may decide about alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse

from accounts.models import User
from aid import services
from aid.models import Aid, AidApplication, AidPlan, CommitteeVote
from aid.states import Stage
from finance.models import MoneyRule
from kafkasder.core.days import today

from ..factories import make_user
from . import rows
from .clients import client_of

pytestmark = pytest.mark.django_db
COMMITTEE, DAYS, TWO = "aid_committee_over", "aid_sum_days", "list_two_approvals_over"


def figure(key: str, value: int) -> None:
    MoneyRule.objects.update_or_create(
        key=key, valid_from=date(2026, 1, 1), defaults={"value": value, "source": "Deneme"}
    )


@pytest.fixture
def limit() -> None:
    """One person decides up to 5,000 ₺; what a household gets in 90 days counts together."""
    figure(COMMITTEE, 5000)
    figure(DAYS, 90)


def ready(household: Any, amount: int = 3000, **asked: Any) -> AidApplication:
    application = rows.make_application(Stage.REVIEW, asked=False, household=household)
    rows.ask(application, amount=Decimal(amount), **asked)
    return application


def approve(application: AidApplication, by: User | None = None) -> Any:
    by = by or make_user("board")
    return services.decide(application=application, kind="approved", reason="Uygun", by=by)


def approve_by_committee(application: AidApplication) -> None:
    services.change_stage(application=application, target=Stage.COMMITTEE, by=make_user("staff"))
    for _number in range(3):
        CommitteeVote.objects.create(application=application, member=make_user("board"), vote="for")
    approve(application)


@pytest.mark.usefixtures("limit")
def test_a_second_decision_for_the_same_purpose_goes_to_the_committee_and_names_the_sum() -> None:
    household = rows.home()
    approve(ready(household))
    with pytest.raises(ValidationError, match=r"90 günde .*3\.000,00.* bununla .*6\.000,00"):
        approve(ready(household))
    url = reverse("aid:application_stage", args=[ready(household).pk, Stage.APPROVED])
    assert "bununla 6.000,00" in client_of("board").get(url).content.decode()
    approve(ready(household, 2000))  # exactly the limit
    approve(ready(household, kind="rent"))
    approve(ready(rows.home()))


@pytest.mark.usefixtures("limit")
def test_parts_are_told_from_each_other_by_the_days_of_the_figure() -> None:
    household = rows.home()
    plan = rows.make_plan(household, amount=Decimal(4000))
    given = plan.aids.get()
    Aid.objects.filter(pk=given.pk).update(
        state="delivered", method="in_kind", account=None, quantity=1, unit="piece", received_by="Ayşe",
        given_on=today() - timedelta(days=89),
    )  # fmt: skip
    AidPlan.objects.filter(pk=plan.pk).update(state="ended")
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        approve(ready(household))
    figure(DAYS, 60)
    approve(ready(household))


def test_without_the_days_nothing_counts_together() -> None:
    figure(COMMITTEE, 5000)
    MoneyRule.objects.filter(key=DAYS).delete()
    household = rows.home()
    approve(ready(household))
    approve(ready(household))


@pytest.mark.usefixtures("limit")
def test_what_the_committee_decided_was_split_by_nobody() -> None:
    household = rows.home()
    approve_by_committee(ready(household, 20_000))
    approve(ready(household))
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        rows.make_plan(household, amount=Decimal(2001))


@pytest.mark.usefixtures("limit")
def test_plans_that_nobody_decided_about_count_with_each_other_and_with_decisions() -> None:
    household = rows.home()
    plan = rows.make_plan(household, amount=Decimal(1000), frequency="monthly", times=3)
    with pytest.raises(ValidationError, match=r"3\.000,00.* bununla .*5\.001,00"):
        rows.make_plan(household, amount=Decimal(2001), first_month=rows.month(today() + timedelta(days=62)))
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        approve(ready(household))
    plan.times = 5
    services.save_plan(plan=plan, by=make_user("staff"))  # its own times count once
    plan.times = 6
    with pytest.raises(ValidationError, match="komisyon karar verir"):
        services.save_plan(plan=plan, by=make_user("staff"))


@pytest.mark.usefixtures("limit")
def test_a_grant_counts_as_a_whole_even_where_its_plan_begins_small() -> None:
    household = rows.home()
    application = ready(household, 4000)
    approve(application)
    application.refresh_from_db()
    plan = rows.new_plan(household, amount=Decimal(1))
    plan.asked = application.asked.get()
    services.save_plan(plan=plan, application=application, by=make_user("staff"))
    with pytest.raises(ValidationError, match=r"4\.000,00"):
        approve(ready(household, 1001))
    services.change_plan_state(plan=plan, target="ended", reason="Vazgeçildi", by=make_user("staff"))
    approve(ready(household, 1001))


@pytest.mark.usefixtures("limit")
def test_lists_of_a_filter_do_not_add_up_to_more() -> None:
    helped, other = rows.home(), rows.home()
    rows.make_locked([helped, other], amount=Decimal(3000))
    later = rows.month(today() + timedelta(days=40))
    payment_list = rows.make_list([helped, other, rows.home()], amount=Decimal(2500), period=later)
    assert set(services.above_limit(payment_list).values_list("household", flat=True)) == {helped.pk, other.pk}
    with pytest.raises(ValidationError, match=r"2 ödeme var, ilki Hane T-.*5\.500,00"):
        services.lock_list(payment_list=payment_list, by=make_user("staff"))
    page = client_of("staff").get(f"{payment_list.get_absolute_url()}?durum=sinir").content.decode()
    assert "2 ödemeyle hane" in page
    assert page.count('<th scope="row"') == 2
    refused = client_of("staff").post(reverse("aid:list_state", args=[payment_list.pk, "locked"])).content.decode()
    assert "bununla 5.500,00" in refused
    assert 'name="reason"' not in refused
    for aid in services.above_limit(payment_list):
        services.take_off(aid=aid, by=make_user("staff"))
    assert services.lock_list(payment_list=payment_list, by=make_user("staff")).count == 1


@pytest.mark.usefixtures("limit")
def test_a_list_of_a_filter_is_nobodys_word_before_it_is_locked() -> None:
    household = rows.home()
    payment_list = rows.make_list([household], amount=Decimal(3000))
    approve(ready(household))
    with pytest.raises(ValidationError, match=r"bununla 6\.000,00"):
        services.lock_list(payment_list=payment_list, by=make_user("staff"))


def test_a_list_that_is_parted_by_households_or_months_is_approved_by_two() -> None:
    figure(TWO, 4000)
    homes, account = [rows.home() for _number in range(2)], rows.rich_bank()
    first = rows.make_locked([homes[0]], account=account, amount=Decimal(3000))
    assert services.approvals_needed(first) == 1
    parts = [
        rows.make_locked([homes[1]], account=account, amount=Decimal(3000)),
        rows.make_locked([homes[0]], account=account, amount=Decimal(3000), period=date(2027, 3, 1)),
    ]
    other = rows.make_locked([homes[1]], account=account, amount=Decimal(3000), kind="rent")
    assert [services.approvals_needed(each) for each in [*parts, other]] == [2, 2, 1]
    assert "birlikte 6.000,00" in client_of("accounting").get(parts[0].get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match=r"3\.000,00.*6\.000,00.*iki kişi onaylar"):
        services.release_list(payment_list=parts[0], day=today(), by=make_user("accounting"))


@pytest.mark.usefixtures("limit")
def test_what_is_decided_at_once_counts_one_after_the_other() -> None:
    household, board = rows.home(), make_user("board")
    keys = [ready(household, amount).pk for amount in (3000, 3000, 2000)]
    several = AidApplication.objects.filter(pk__in=keys)
    assert services.preview(applications=several, by=board).over_limit == 1
    portion = services.decide_portion(applications=several, kind="approved", reason="Uygun", by=board)
    assert portion.decided == 2
    assert [application.pk for application, _why in portion.left] == [keys[1]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("limit")
def test_two_who_decide_or_plan_at_the_same_moment_do_not_pass_the_limit_together() -> None:
    for _round in range(4):
        household = rows.home()
        plan = rows.new_plan(household, amount=Decimal(3000))
        listed = rows.make_list([household], account=plan.account, amount=Decimal(3000))
        acts = [
            partial(services.lock_list, payment_list=listed, by=make_user("staff")),
            *[partial(approve, ready(household), make_user("board")) for _each in range(3)],
            partial(services.save_plan, plan=plan, by=make_user("staff")),
        ]
        assert sum(at_once(acts)) == 1


def at_once(acts: list[Callable[[], Any]]) -> list[bool]:
    """Do all of it in connections of their own, and tell what of it was done."""

    def run(act: Callable[[], Any]) -> bool:
        try:
            act()
        except ValidationError as refusal:
            if "komisyon karar verir" not in str(refusal):
                raise
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
