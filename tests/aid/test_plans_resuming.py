"""A plan that goes on again: no month that is over is paid unless somebody says so, and it keeps its times."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from aid import services
from aid.models import AidPlan
from aid.months import months_of, next_month_of, resuming_months
from aid.states import AidState, PlanState

from ..factories import make_user
from . import rows
from .clients import address, client_of

pytestmark = pytest.mark.django_db


def before(count: int, day: date | None = None) -> date:
    number = (day or rows.month()).year * 12 + (day or rows.month()).month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def paused(**fields: Any) -> AidPlan:
    """Make a plan of six months that was paid once, four months ago, and is paused since the month after."""
    plan = rows.make_plan(**{"frequency": "monthly", "times": 6, "first_month": before(4)} | fields)
    plan.aids.exclude(period=before(4)).exclude(period=before(3)).delete()
    plan.aids.filter(period=before(4)).update(state=AidState.CANCELLED, state_reason="Başka yerden aldı")
    return services.change_plan_state(plan=plan, target=PlanState.PAUSED, by=make_user("staff"), reason="Taşındı")


def resumed(plan: AidPlan, **options: Any) -> AidPlan:
    return services.change_plan_state(plan=plan, target=PlanState.ACTIVE, by=make_user("staff"), **options)


def test_it_goes_on_from_the_present_month_and_what_waited_of_past_ones_goes() -> None:
    plan = paused()
    assert plan.aids.filter(period=before(3), state=AidState.PLANNED).exists()
    plan = resumed(plan)
    assert plan.skipped == [before(3), before(2), before(1)]
    assert sorted(plan.aids.values_list("period", flat=True)) == [before(4), rows.month()]
    assert months_of(plan) == [before(4), *[before(-number) for number in range(5)]]  # six times as before
    assert services.make_due(plans=[plan], month=rows.month(), by=make_user("staff")) == 0


def test_past_months_are_made_up_for_only_if_somebody_says_so() -> None:
    plan = resumed(paused(), start=before(2))
    assert plan.skipped == [before(3)]
    assert sorted(plan.aids.values_list("period", flat=True)) == [before(4), before(2), before(1), rows.month()]


def test_it_may_begin_again_later_and_be_paused_again() -> None:
    plan = resumed(paused(), start=before(-2))
    assert not plan.aids.filter(period=rows.month()).exists()
    assert months_of(plan)[1] == before(-2)
    plan = services.change_plan_state(plan=plan, target=PlanState.PAUSED, by=make_user("staff"), reason="Yine")
    plan = resumed(plan, start=before(-3))
    assert len(plan.skipped) == 6
    assert months_of(plan)[1] == before(-3)


def test_what_is_ready_at_the_desk_of_a_past_month_goes_too() -> None:
    plan = paused(kind="food", method="in_kind", amount=None, quantity=1, unit="package")
    plan.aids.filter(period=before(3)).update(state=AidState.READY)
    assert resumed(plan).aids.filter(period=before(3)).count() == 0


def test_what_is_on_a_list_or_was_not_paid_stays_as_it_is() -> None:
    plan = paused()
    failed = plan.aids.get(period=before(3))
    type(failed).objects.filter(pk=failed.pk).update(state=AidState.FAILED, state_reason="Hesap kapalı")
    plan = resumed(plan)
    assert before(3) in plan.skipped
    assert plan.aids.filter(period=before(3)).count() == 1  # it is not made once more


def test_a_plan_of_every_three_months_keeps_its_rhythm() -> None:
    plan = paused(frequency="quarterly", first_month=before(4), times=3)
    assert next_month_of(plan) == before(-2)
    assert resuming_months(plan)[:2] == [before(1), before(-2)]
    assert months_of(resumed(plan)) == [before(4), before(-2), before(-5)]


@pytest.mark.parametrize("start", [before(4), before(9), date(2020, 1, 15)])
def test_no_other_month_will_do(start: date) -> None:
    plan = paused()
    with pytest.raises(ValidationError, match="bu aydan devam edemez"):
        resumed(plan, start=start)
    plan.refresh_from_db()
    assert plan.skipped == []


def test_the_page_asks_from_which_month_and_shows_what_was_skipped() -> None:
    plan, clerk = paused(), client_of("staff")
    url = address("plan_state", plan.pk, "active")
    assert f'href="{url}"' in clerk.get(plan.get_absolute_url()).content.decode()  # it asks more, so it posts nothing
    page = clerk.get(url).content.decode()
    assert "Hangi aydan devam etsin?" in page
    assert f'value="{rows.month().isoformat()}" selected' in page
    assert page.count("geriye dönük verilir") == 3
    assert clerk.post(url, {"start": "2020-01-01"}).status_code == 422
    assert clerk.post(url, {"start": rows.month().isoformat()}).status_code == 302
    assert clerk.get(plan.get_absolute_url()).content.decode().count("Atlandı: plan durmuştu") == 3
