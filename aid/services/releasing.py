"""Releasing a list of many payments: ordered on its page, carried out by the worker, as a whole or not at all."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit.context import acting
from kafkasder.core import jobs
from kafkasder.core.locks import lock
from kafkasder.core.saving import explaining

from ..models import PaymentList, ReleaseOrder
from ..states import OrderState
from .orders import end_order, waiting_order
from .paying import release_list, require_releasable

JOB = "aid.release"


@transaction.atomic
def order_release(*, payment_list: PaymentList, day: date, by: Any, seen: str | None = None) -> ReleaseOrder:
    """Have the worker release a list; what can be known at once is refused at once. See `release_list` for `seen`."""
    if waiting_order(payment_list):
        raise ValidationError(_("Bu liste zaten ödemeye çıkarılıyor."), code="ordered")
    payment_list = lock(payment_list, by)
    require_releasable(payment_list, day, by, seen)
    order = ReleaseOrder.objects.create(payment_list=payment_list, day=day, by=by)
    jobs.wake(JOB)
    return order


def release_waiting() -> int:
    """Release the lists that wait for it, each in a transaction of its own; return how many were."""
    waiting = ReleaseOrder.objects.filter(state=OrderState.WAITING).order_by("pk")
    return sum(_release(key) for key in list(waiting.values_list("pk", flat=True)))


def _release(key: int) -> bool:
    """Carry an order out, or note why it is refused; another error leaves it waiting for the next try."""
    try:
        with explaining():
            return _carry_out(key)
    except ValidationError as refusal:
        return _refuse(key, " ".join(refusal.messages))
    except PermissionDenied as refusal:
        return _refuse(key, str(refusal) or _("Bu işlem için yetkiniz yok."))


def _carry_out(key: int) -> bool:
    """Release as whoever gave the order: services ask anew whether they still may."""
    if not (order := _waiting(key)):
        return False
    payment_list = order.payment_list
    if payment_list.locked_at is None or payment_list.locked_at > order.at:
        raise ValidationError(_("Liste bu arada açılıp yeniden kilitlendi."), code="changed")
    with acting(user=order.by):
        release_list(payment_list=payment_list, day=order.day, by=order.by, seen=payment_list.seen)
        end_order(order)
    return True


@transaction.atomic
def _refuse(key: int, refusal: str) -> bool:
    if order := _waiting(key):
        end_order(order, refusal)
    return False


def _waiting(key: int) -> ReleaseOrder | None:
    orders = ReleaseOrder.objects.select_for_update(of=("self",)).select_related("payment_list", "by")
    return orders.filter(pk=key, state=OrderState.WAITING).first()
