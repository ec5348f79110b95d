"""Releasing a list of many payments: ordered at once, done by the worker, as a whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.models import AuditEntry
from aid import kinds, services
from aid.models import PaymentList, ReleaseOrder
from aid.services import orders, releasing
from aid.states import ListState, OrderState
from finance.models import FinanceRecord
from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.jobs import JOBS
from kafkasder.core.saving import explaining
from kafkasder.jobs.models import Wake
from notifications.models import WorkflowNotification

from ..factories import make_user
from ..finance.rows import box
from . import rows
from .clients import address, client_of

pytestmark = pytest.mark.django_db
EXPENSES = {"source_kind": "aid"}


@pytest.fixture(autouse=True)
def one_is_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "AT_ONCE", 1)


def big(**fields: Any) -> PaymentList:
    return rows.make_locked([rows.home(), rows.home()], **fields)


def ordered(payment_list: PaymentList | None = None, **fields: Any) -> ReleaseOrder:
    by = fields.pop("by", None) or make_user("accounting")
    return services.order_release(payment_list=payment_list or big(**fields), day=today(), by=by)


def told(order: ReleaseOrder) -> list[str]:
    rows_of = WorkflowNotification.objects.filter(kind=kinds.LIST_ORDERED, recipient=order.by)
    return [f"{each.title} {each.body}" for each in rows_of]


def test_the_request_answers_at_once_and_the_worker_releases_in_the_name_of_whoever_asked() -> None:
    payment_list, treasurer = big(), client_of("accounting")
    url = address("list_state", payment_list.pk, "released")
    page = treasurer.post(url, {"day": format_date(today())}, follow=True).content.decode()
    assert "sonucu bu sayfada görünür" in page
    assert "Ödemeye çıkarılıyor" in page
    assert "Ödemeye çıkar</" not in page.split('id="live-summary"')[-1].split("Onaylar")[0]
    assert not FinanceRecord.objects.filter(**EXPENSES).exists()
    assert Wake.objects.filter(job=releasing.JOB).exists()
    assert (
        "zaten ödemeye çıkarılıyor" in treasurer.post(url, {"day": format_date(today())}, follow=True).content.decode()
    )
    assert JOBS[releasing.JOB].run() == 1
    assert JOBS[releasing.JOB].run() == 0
    payment_list.refresh_from_db()
    order = payment_list.orders.get()
    assert (payment_list.state, order.state) == (ListState.RELEASED, OrderState.DONE)
    assert FinanceRecord.objects.filter(created_by=treasurer.user, **EXPENSES).count() == 2  # type: ignore[attr-defined]
    assert payment_list.approvals.get().by == order.by
    entry = AuditEntry.objects.filter(table_name="aid_paymentlist", row_pk=str(payment_list.pk)).latest("pk")
    assert entry.actor_id == order.by_id
    assert "ödemeye çıktı" in told(order)[0]


def test_a_small_list_and_one_that_is_paid_by_hand_are_released_in_the_request() -> None:
    small = rows.make_locked([rows.home()])
    by_hand = big(method="cash", account=box())
    treasurer = client_of("accounting")
    for payment_list in (small, by_hand):
        treasurer.post(address("list_state", payment_list.pk, "released"), {"day": format_date(today())})
        payment_list.refresh_from_db()
        assert payment_list.state == ListState.RELEASED
    assert not ReleaseOrder.objects.exists()


def test_money_that_is_not_there_refuses_the_whole_list_on_its_page_and_to_whoever_asked() -> None:
    order = ordered(account=rows.rich_bank(1_600))
    assert JOBS[releasing.JOB].run() == 0
    order.refresh_from_db()
    assert (order.state, order.payment_list.state) == (OrderState.REFUSED, ListState.LOCKED)
    assert order.refusal
    assert not FinanceRecord.objects.filter(**EXPENSES).exists()
    assert not order.payment_list.approvals.exists()
    page = client_of("board").get(order.payment_list.get_absolute_url()).content.decode()
    assert f"Ödemeye çıkmadı ({order.by} istemişti)" in page
    assert order.refusal.split("'")[0] in page
    assert order.refusal in told(order)[0]
    assert ordered(order.payment_list, by=order.by).state == OrderState.WAITING  # asked for again


@pytest.mark.parametrize("change", ["role", "inactive"])
def test_whoever_lost_their_rights_meanwhile_releases_nothing(change: str) -> None:
    order = ordered()
    if change == "role":
        order.by.groups.clear()
    else:
        type(order.by).objects.filter(pk=order.by_id).update(is_active=False)
    assert JOBS[releasing.JOB].run() == 0
    order.refresh_from_db()
    assert (order.state, order.payment_list.state) == (OrderState.REFUSED, ListState.LOCKED)
    assert "yetkiniz yok" in order.refusal


def test_an_account_that_changes_meanwhile_keeps_the_list_from_going_out() -> None:
    order = ordered()
    order.payment_list.aids.first().household.bank_accounts.get().save()
    JOBS[releasing.JOB].run()
    order.refresh_from_db()
    assert "hesabı değişti" in order.refusal


def test_what_can_be_known_at_once_is_refused_at_once() -> None:
    payment_list = big(by=make_user("board"))
    with pytest.raises(PermissionDenied, match="Kendi hazırladığınız"):
        ordered(payment_list, by=payment_list.created_by)
    assert not ReleaseOrder.objects.exists()


def test_opening_the_list_takes_the_order_back() -> None:
    order = ordered()
    clerk = make_user("staff")
    services.unlock_list(payment_list=order.payment_list, by=clerk, reason="Yanlış ay")
    order.refresh_from_db()
    assert (order.state, order.refusal) == (OrderState.REFUSED, "Listenin kilidi açıldı: Yanlış ay")
    assert JOBS[releasing.JOB].run() == 0
    services.lock_list(payment_list=order.payment_list, by=clerk)
    page = client_of("board").get(order.payment_list.get_absolute_url()).content.decode()
    assert "Ödemeye çıkmadı" not in page


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_and_two_workers_release_once() -> None:
    payment_list = big()
    people = [make_user("accounting") for _number in range(4)]
    answers = at_once(*[lambda by=by: ordered(payment_list, by=by) for by in people])
    assert sum(isinstance(each, ReleaseOrder) for each in answers) == 1
    assert all("zaten ödemeye çıkarılıyor" in str(each) for each in answers if not isinstance(each, ReleaseOrder))
    assert sorted(at_once(releasing.release_waiting, releasing.release_waiting)) == [0, 1]
    assert FinanceRecord.objects.filter(**EXPENSES).count() == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_list_that_is_being_released() -> None:
    order = ordered()
    clerk = make_user("staff")

    def open_it() -> Any:
        return services.unlock_list(payment_list=order.payment_list, by=clerk, reason="Geç kaldı")

    with explaining():
        releasing._waiting(order.pk)  # as the worker holds it
        (answer,) = at_once(open_it)
    assert "şu anda ödemeye çıkarılıyor" in str(answer)


def at_once(*acts: Any) -> list[Any]:
    """Let all begin together; return what each said, or the error that refused it."""
    barrier = Barrier(len(acts))

    def run(act: Any) -> Any:
        barrier.wait()
        try:
            with explaining():
                return act()
        except (ValidationError, PermissionDenied) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
