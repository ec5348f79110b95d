"""Payment lists of the demo that people go on with: one is prepared, one waits for approval, one is being answered."""

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from accounts import audit
from beneficiaries.models import Household
from finance.balances import of_account, of_fund
from finance.choices import PaymentMethod
from finance.demo.places import BANK, Places
from kafkasder.core.days import today

from .. import services
from ..choices import AidKind, AmountRule, ListSource
from ..models import PaymentList
from ..states import AidState

_OPEN, _LOCKED, _RELEASED = (
    (AidKind.FOOD_CARD, "Alışveriş kartı", 1_000, 25),
    (AidKind.BILLS, "Kış faturaları", 750, 18),
    (AidKind.CASH, "Ay sonu desteği", 1_000, 12),
)
_WRONG = ("Hesap kapalı", "IBAN ile ad uyuşmuyor")


def make_lists() -> None:
    """Make them by the services, with what there is by now."""
    users: Any = get_user_model()._default_manager
    clerk = users.active().with_verb("aid.prepare_payments").exclude(groups__name="admin").order_by("pk").first()
    releaser = users.active().with_verb("aid.release_payments").exclude(pk=clerk and clerk.pk).order_by("-pk").first()
    if clerk is None or releaser is None:
        return
    with audit.acting(source="system"):
        _filled(*_OPEN, clerk=clerk)
        locked = _filled(*_LOCKED, clerk=clerk)
        if locked.aids.exists():
            services.lock_list(payment_list=locked, by=clerk)
        _release(_filled(*_RELEASED, clerk=clerk), clerk, releaser)


def _filled(kind: str, title: str, amount: int, count: int, *, clerk: Any) -> PaymentList:
    places = Places()
    payment_list = PaymentList(
        title=title,
        source=ListSource.HOUSEHOLDS,
        kind=kind,
        period=today().replace(day=1),
        method=PaymentMethod.BANK,
        fund=places.general,
        account=places.account(BANK),
        amount_rule=AmountRule.PER_HOUSEHOLD,
        amount=Decimal(amount),
    )
    services.save_list(payment_list=payment_list, by=clerk)
    able = Household.objects.visible_to(clerk).filter(status="active", bank_accounts__is_primary=True)
    keys = list(able.order_by("pk").values_list("pk", flat=True)[:count])
    services.fill_by_filter(payment_list=payment_list, households=Household.objects.filter(pk__in=keys), by=clerk)
    return payment_list


def _release(payment_list: PaymentList, clerk: Any, releaser: Any) -> None:
    """Pay one today, if there is as much; the bank has answered most of it."""
    whole = sum((aid.amount or Decimal(0) for aid in payment_list.aids.all()), Decimal(0))
    there = min(of_fund(payment_list.fund).get("TRY", Decimal(0)), of_account(payment_list.account))
    if not whole or there < whole:
        return
    payment_list = services.lock_list(payment_list=payment_list, by=clerk)
    payment_list = services.release_list(payment_list=payment_list, day=today(), by=releaser)
    sent = list(payment_list.aids.filter(state=AidState.SENT).order_by("pk"))
    failed = dict(zip((aid.pk for aid in sent), _WRONG, strict=False))
    paid = {aid.pk: f"ORN{aid.pk:08d}" for aid in sent[len(_WRONG) : -2]}
    services.reconcile(payment_list=payment_list, paid=paid, failed=failed, day=today(), by=clerk)
