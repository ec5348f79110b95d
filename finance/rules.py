"""What law, board and givers allow with money: figures of a day, and what a fund may be spent on or give away."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.money import format_money

from .choices import KEPT_IN, AccountKind, Category, Currency, FundKind, PaymentMethod, RuleKey
from .models import ExchangeRate, Fund, LockedMonth, MoneyAccount, MoneyRule

FIRST_DAY: Final = date(1980, 1, 1)

_known: ContextVar[dict[tuple[str, date], Decimal | None] | None] = ContextVar("money_rules", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Ask for each figure of a day once, while many rows are judged one after the other."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def value_of(key: str, day: date) -> Decimal | None:
    """Return the figure that holds on a day; None if there is none, which means that nothing is limited."""
    known = _known.get()
    if known is None:
        return _value_of(key, day)
    if (key, day) not in known:
        known[key, day] = _value_of(key, day)
    return known[key, day]


def _value_of(key: str, day: date) -> Decimal | None:
    rows = MoneyRule.objects.filter(key=key, valid_from__lte=day).order_by("-valid_from")
    return rows.values_list("value", flat=True).first()


def words_of(key: str, day: date) -> str | None:
    """Return the figure that holds on a day with what it counts: lira or days."""
    value = value_of(key, day)
    return None if value is None else MoneyRule(key=key, value=value).value_words


def holds_today(rule: MoneyRule) -> bool:
    """Whether a figure is the one of its key that holds today."""
    later = MoneyRule.objects.filter(key=rule.key, valid_from__gt=rule.valid_from, valid_from__lte=today())
    return rule.valid_from <= today() and not later.exists()


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


def refusal_of_cash(amount: Decimal, *, currency: str, method: str, day: date) -> str | Promise | None:
    """Tell why an amount may not be paid in cash, since the law has it go by bank; None if it may."""
    if method != PaymentMethod.CASH:
        return None
    over, worth = value_of(RuleKey.BANK_REQUIRED_OVER, day), worth_in_lira(amount, currency, day)
    if over is None or worth is None or worth <= over:
        return None
    return _("%(limit)s üstü nakit ödenmez ve alınmaz; bankadan geçmelidir (7262 sayılı kanun).") % {
        "limit": format_money(over)
    }


def refusal_of_day(day: date) -> str | Promise | None:
    """Tell why nothing may be written into a day; None if it may. The database has the last word."""
    if too_old := refusal_of_age(day):
        return too_old
    if LockedMonth.objects.filter(month=day.replace(day=1)).exists():
        return _("Bu ay kilitli; kayıt açık bir güne yazılmalıdır.")
    return None


def refusal_of_age(day: date) -> str | Promise | None:
    """Tell why a day is no day of money: nobody keeps books so old, somebody mistyped the year."""
    if day >= FIRST_DAY:
        return None
    return _("%(year)d yılından önce para kaydı olmaz; yılı denetleyin.") % {"year": FIRST_DAY.year}


def worth_in_lira(amount: Decimal, currency: str, day: date) -> Decimal | None:
    """Return what an amount is worth by the newest rate of a day; None if there is no rate."""
    if currency == Currency.TRY:
        return amount
    rates = ExchangeRate.objects.filter(currency=currency, day__lte=day).order_by("-day")
    rate = rates.values_list("rate", flat=True).first()
    return None if rate is None else amount * rate


def needs_four_eyes(amount: Decimal, currency: str, day: date) -> bool:
    """Tell whether somebody else must approve an amount; what nobody knows the worth of does.

    Who may decide alone is asked as of today: a day long ago, before there was a limit, gets nothing around it.
    """
    over = value_of(RuleKey.FOUR_EYES_OVER, max(day, today()))
    if over is None:
        return False
    worth = worth_in_lira(abs(amount), currency, day)
    return worth is None or worth > over


def limit_of(account: MoneyAccount, day: date) -> Decimal | None:
    """Return what a cash box may hold at most: its own limit, or for lira that of all boxes."""
    if account.limit is not None or account.kind != AccountKind.CASH or account.currency != Currency.TRY:
        return account.limit
    return value_of(RuleKey.CASH_BOX_LIMIT, day)


def bounds_of(fund: Fund) -> str | Promise:
    """Say where the money of a fund may not go."""
    if not fund.is_bound:
        return _("Bu para bağlı değildir: her gideri öder, her fona aktarılabilir.")
    if fund.kind == FundKind.RELIGIOUS:
        return _("Bu fondan başka hiçbir fona para aktarılamaz; yalnız kendi giderlerini öder.")
    return _("Başka bir fona ancak yönetim kurulu kararıyla aktarılır.")
