"""Orders to release a list of many payments, which the worker carries out: looked up, and ended."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from finance.choices import PaymentMethod

from ..models import PaymentList, ReleaseOrder
from ..states import OrderState
from . import telling

AT_ONCE = 1_000  # payments that a request may wait for; more are booked by the worker
_LONGEST_REFUSAL = 500


def takes_long(payment_list: PaymentList) -> bool:
    """Whether releasing a list is more than a request should wait for; what is paid by hand is booked later."""
    return payment_list.method == PaymentMethod.BANK and (payment_list.count or 0) > AT_ONCE


def waiting_order(payment_list: PaymentList) -> ReleaseOrder | None:
    """Return the order that waits for a list, locked. Raise ValidationError while the worker carries it out.

    Asked before the list's own row is locked: whoever comes meanwhile is told so and does not wait.
    """
    waiting = ReleaseOrder.objects.filter(payment_list=payment_list.pk, state=OrderState.WAITING)
    order = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if order is None and waiting.exists():
        raise ValidationError(_("Liste şu anda ödemeye çıkarılıyor; bitmesini bekleyin."), code="being_released")
    return order


def end_order(order: ReleaseOrder, refusal: str = "") -> None:
    """Say that an order was carried out, or why not; whoever gave it is told."""
    order.state = OrderState.REFUSED if refusal else OrderState.DONE
    order.refusal, order.ended_at = refusal[:_LONGEST_REFUSAL], timezone.now()
    order.save(update_fields=["state", "refusal", "ended_at"])
    telling.tell_order_ended(order)
