"""What the forms of donations propose from what was recorded before."""

from typing import Any

from django.db.models import Case, When

from finance.choices import AccountKind, PaymentMethod
from finance.models import ExchangeRate, MoneyAccount
from kafkasder.core.days import today

from ..choices import ChequeState
from ..models import Donation


def bank_for_cheques(offered: Any) -> MoneyAccount | None:
    """Return the one of these accounts into which a cheque was paid last, or else the first bank, or any."""
    cleared = Donation.objects.filter(method=PaymentMethod.CHEQUE, cheque_state=ChequeState.CLEARED)
    last = cleared.filter(account__in=offered).order_by("-day", "-pk").values_list("account", flat=True).first()
    is_no_bank = Case(When(kind=AccountKind.BANK, then=0), default=1)
    return offered.filter(pk=last or 0).first() or offered.order_by(is_no_bank, "pk").first()


def newest_rate(currency: str, day: Any = None) -> ExchangeRate | None:
    """Return the newest rate of a currency, none from after `day`."""
    rates = ExchangeRate.objects.filter(currency=currency, day__lte=day or today())
    return rates.order_by("-day").first()
