"""What changes the live pages of plans, payments, deliveries and lists."""

from decimal import Decimal
from typing import Any

from aid import services
from aid.models import Aid, AidPlan, PaymentList
from aid.services.proving import hand_over
from aid.states import AidState, ListState, PlanState
from kafkasder.core.days import today

from ..factories import make_user
from ..finance.rows import box
from ..live.cases import OUTLINE, Case, World
from . import rows


def _a_plan(world: World) -> list[Any]:
    world.household.refresh_from_db()
    return [rows.make_plan(world.household, method="cash", account=_filled_box(), amount=Decimal(500)).pk]


def _filled_box() -> Any:
    rows.fill(box(), 5_000)
    return box()


def _an_aid(world: World) -> list[Any]:
    return [AidPlan.objects.get(pk=_a_plan(world)[0]).aids.get().pk]


def _a_list(world: World) -> list[Any]:
    rows.give_account(world.household)
    return [rows.make_list([world.household]).pk]


def _go_on(world: World) -> None:
    """What waits is handed over or paused, lists are locked and released, and new ones of each come."""
    cashier, clerk = make_user("accounting"), make_user("staff")
    for aid in Aid.objects.filter(state=AidState.PLANNED, method="cash").order_by("pk"):
        hand_over(aid=aid, day=today(), received_by="Zeynep", by=cashier)
    for plan in AidPlan.objects.filter(state=PlanState.ACTIVE).order_by("pk"):
        services.change_plan_state(plan=plan, target=PlanState.PAUSED, by=clerk, reason="Taşındı")
    for payment_list in PaymentList.objects.filter(state=ListState.OPEN).order_by("pk"):
        services.lock_list(payment_list=payment_list, by=clerk)
        services.release_list(payment_list=payment_list, day=today(), by=cashier)
    rows.make_plan(world.household, kind="rent", method="cash", account=_filled_box(), amount=Decimal(400))
    rows.make_list(title="Kömür")


CASES: dict[str, Case] = {
    "aid:aid_list": Case(_go_on, lambda world: _an_aid(world)[:0]),
    "aid:aid_detail": Case(_go_on, _an_aid),
    "aid:desk": Case(_go_on, lambda world: _an_aid(world)[:0]),
    "aid:plan_list": Case(_go_on, lambda world: _a_plan(world)[:0]),
    "aid:plan_detail": Case(_go_on, _a_plan),
    "aid:plan_news": Case(_go_on, lambda world: [*_a_plan(world), OUTLINE]),
    "aid:list_list": Case(_go_on, lambda world: _a_list(world)[:0]),
    "aid:list_detail": Case(_go_on, _a_list),
    "aid:list_news": Case(_go_on, lambda world: [*_a_list(world), OUTLINE]),
}
