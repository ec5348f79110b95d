"""As somebody tries who wants a list to pay what nobody else looked at."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.audit import acting
from aid import services
from aid.models import BankTemplate, PaymentList, ReleaseOrder
from aid.services.releasing import release_waiting
from aid.states import ListState
from beneficiaries.models import Household
from beneficiaries.services import save_account
from kafkasder.core.days import today

from ..factories import make_user
from . import rows

pytestmark = pytest.mark.django_db


def homes(*households: Household) -> Any:
    return Household.objects.filter(pk__in=[each.pk for each in households])


def locked_after(act: Any) -> tuple[PaymentList, Any]:
    """Return a list that a clerk made and locked, in which somebody who may release lists did something between."""
    clerk, other = make_user("staff"), make_user("board")
    plan = rows.make_plan(by=clerk)
    made = rows.new_list(plan.account, source="plans", kind="")
    payment_list = services.save_list(payment_list=made, by=clerk)
    act(payment_list, other)
    payment_list.refresh_from_db()
    services.fill_by_plans(payment_list=payment_list, by=clerk)
    return services.lock_list(payment_list=payment_list, by=clerk), other


def _fill(payment_list: PaymentList, by: Any) -> None:
    services.fill_by_plans(payment_list=payment_list, by=by)


def _change(payment_list: PaymentList, by: Any) -> None:
    payment_list.title = "Başka"
    services.save_list(payment_list=payment_list, by=by)


def _empty(payment_list: PaymentList, by: Any) -> None:
    services.empty_list(payment_list=payment_list, by=by)


def _lock(payment_list: PaymentList, by: Any) -> None:
    services.fill_by_plans(payment_list=payment_list, by=make_user("staff"))
    payment_list = services.lock_list(payment_list=payment_list, by=by)
    services.unlock_list(payment_list=payment_list, by=make_user("staff"), reason="Eksik")


@pytest.mark.parametrize("act", [_fill, _change, _empty, _lock])
def test_nobody_approves_a_list_that_they_ever_had_a_hand_in(act: Any) -> None:
    payment_list, other = locked_after(act)
    for ask in (services.approve_list, lambda **on: services.release_list(day=today(), **on)):
        with pytest.raises(PermissionDenied, match="Kendi doldurduğunuz"):
            ask(payment_list=payment_list, by=other)
    services.approve_list(payment_list=payment_list, by=make_user("board"))


def test_nobody_approves_what_they_planned_without_a_decision() -> None:
    planner, clerk = make_user("board"), make_user("staff")
    plan = rows.make_plan(by=planner)
    payment_list = services.save_list(payment_list=rows.new_list(plan.account, source="plans", kind=""), by=clerk)
    services.fill_by_plans(payment_list=payment_list, by=clerk)
    payment_list = services.lock_list(payment_list=payment_list, by=clerk)
    with pytest.raises(PermissionDenied, match="Kararı olmayan bir planı siz yaptınız"):
        services.approve_list(payment_list=payment_list, by=planner)
    services.approve_list(payment_list=payment_list, by=make_user("board"))


def relocked() -> tuple[PaymentList, str]:
    """Return a list that grew while somebody looked at it, and what told how they saw it."""
    clerk = make_user("staff")
    payment_list = rows.make_locked(by=clerk)
    seen = payment_list.seen
    payment_list = services.unlock_list(payment_list=payment_list, by=clerk, reason="Eksik")
    services.fill_by_filter(payment_list=payment_list, households=homes(rows.home(), rows.home()), by=clerk)
    return services.lock_list(payment_list=payment_list, by=clerk), seen


def test_nobody_approves_a_list_that_was_locked_anew_while_they_looked() -> None:
    payment_list, seen = relocked()
    for ask in (services.approve_list, lambda **on: services.release_list(day=today(), **on)):
        with pytest.raises(ValidationError, match="açılıp yeniden kilitlendi"):
            ask(payment_list=payment_list, by=make_user("board"), seen=seen)
    services.approve_list(payment_list=payment_list, by=make_user("board"), seen=payment_list.seen)


def test_the_buttons_of_a_list_tell_which_one_was_looked_at() -> None:
    payment_list, seen = relocked()
    client, treasurer = Client(), make_user("accounting")
    client.force_login(treasurer)
    page = client.get(payment_list.get_absolute_url()).content.decode()
    approve = reverse("aid:list_approve", args=[payment_list.pk])
    release = reverse("aid:list_state", args=[payment_list.pk, "released"])
    for address in (approve, release):
        assert f'"{address}?gorulen={payment_list.seen}"' in page
    client.post(f"{approve}?gorulen={seen}")
    client.post(f"{release}?gorulen={seen}", {"day": f"{today():%d.%m.%Y}"})
    payment_list.refresh_from_db()
    assert (payment_list.state, payment_list.approvals.count()) == (ListState.LOCKED, 0)


def test_an_order_to_release_is_for_the_list_as_it_was_then() -> None:
    clerk = make_user("staff")
    payment_list = rows.make_locked(by=clerk)
    payment_list = services.unlock_list(payment_list=payment_list, by=clerk, reason="Eksik")
    order = ReleaseOrder.objects.create(payment_list=payment_list, day=today(), by=make_user("accounting"))
    payment_list = services.lock_list(payment_list=payment_list, by=clerk)  # while the order came in
    assert release_waiting() == 0
    order.refresh_from_db()
    payment_list.refresh_from_db()
    assert (order.state, order.refusal) == ("refused", "Liste bu arada açılıp yeniden kilitlendi.")
    assert payment_list.state == ListState.LOCKED


def bank_file(user: Any, payment_list: PaymentList) -> Any:
    client = Client()
    client.force_login(user)
    data = {"template": BankTemplate.objects.get().pk, "form": "csv", "looked": "on"}
    return client.post(reverse("aid:list_bank_file", args=[payment_list.pk]), data)


def test_money_does_not_go_to_an_account_that_nobody_else_looked_at() -> None:
    household = rows.home()
    clerk, changer = make_user("staff"), make_user("board")
    payment_list = rows.make_locked([household], by=clerk)
    payment_list = services.release_list(payment_list=payment_list, day=today(), by=make_user("accounting"))
    account = household.bank_accounts.get()
    account.iban = rows.IBANS[1]
    with acting(user=changer):
        save_account(account=account, by=changer)
    assert "listede eli olmayan bir onaylayan" in bank_file(clerk, payment_list).content.decode()
    assert "siz değiştirdiniz" in bank_file(changer, payment_list).content.decode()
    assert rows.IBANS[1].encode() in b"".join(bank_file(make_user("accounting"), payment_list).streaming_content)


def test_whoever_approves_is_told_where_households_share_an_account(client: Client) -> None:
    one, two, alone = rows.home(), rows.home(), rows.home(account=False)
    rows.give_account(alone, rows.IBANS[1])
    payment_list = rows.make_locked([one, two, alone])
    client.force_login(make_user("board"))
    page = client.get(payment_list.get_absolute_url())
    assert page.context["in_shared"] == 2
    shown = client.get(payment_list.get_absolute_url(), {"durum": "ortak"})
    assert {aid.household for aid in shown.context["aids"]} == {one, two}
