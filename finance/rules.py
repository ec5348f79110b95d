"""What law, board and givers allow with money: figures of a day, and what a fund may be spent on or give away."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import KEPT_IN, Category, FundKind
from .models import Fund, MoneyAccount, MoneyRule


def value_of(key: str, day: date) -> Decimal | None:
    """Return the figure that holds on a day; None if there is none, which means that nothing is limited."""
    rows = MoneyRule.objects.filter(key=key, valid_from__lte=day).order_by("-valid_from")
    return rows.values_list("value", flat=True).first()


def refusal_to_spend(fund: Fund, category: str) -> str | Promise | None:
    """Tell why a fund may not pay a category of expense; None if it may."""
    if not fund.spends_on or category in fund.spends_on:
        return None
    return _("“%(fund)s” fonu bu gideri ödeyemez: %(category)s.") % {
        "fund": fund,
        "category": Category(category).label,
    }


def refusal_to_give(giver: Fund, taker: Fund, decision: str = "") -> str | Promise | None:
    """Tell why one fund may not give money to another; None if it may.

    What is free may go anywhere. What was given as zekât and the like stays where it is. Other bound money may be moved
    by a decision of the board, which is named.
    """
    if not giver.is_bound:
        return None
    if giver.kind == FundKind.RELIGIOUS:
        return _("“%(fund)s” fonundan başka fona para aktarılamaz.") % {"fund": giver}
    if not decision.strip():
        return _("Bağlı bir fondan aktarım için yönetim kurulu kararını yazın.")
    return None


def refusal_of_account(account: MoneyAccount, *, currency: str, method: str) -> dict[str, Any] | None:
    """Tell, by field, why an account does not take or give what is paid by a method; None if it does."""
    if not account.is_open:
        return {"account": _("Bu hesap kapalı.")}
    if account.currency != currency:
        return {"account": _("Bu hesabın para birimi başka.")}
    if account.kind not in KEPT_IN[method]:
        return {"account": _("Bu ödeme yöntemi için başka türde bir hesap seçin.")}
    return None
