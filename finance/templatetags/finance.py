"""Marks of the room: states, directions, and amounts that are never added across currencies."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kafkasder.core.identifiers import format_iban
from kafkasder.core.money import format_money
from kafkasder.core.templatetags.ui import NOTHING, badge, money

from .. import balances
from ..choices import Category, Currency, Direction
from ..models import FinanceRecord, Fund, MoneyAccount
from ..states import OpenState, RecordState
from ..sums import Sums, sums_of

register = template.Library()

STATE_TONES: dict[str, str] = {
    RecordState.PENDING: "warning",
    RecordState.APPROVED: "success",
    RecordState.REJECTED: "neutral",
    RecordState.WITHDRAWN: "neutral",
    OpenState.OPEN: "success",
    OpenState.CLOSED: "neutral",
}
DIRECTION_TONES: dict[str, str] = {Direction.INCOME: "success", Direction.EXPENSE: "danger"}


@register.simple_tag
def open_state_tag(row: Fund | MoneyAccount) -> SafeString:
    """Draw whether a fund or an account is still used."""
    return badge(row.get_state_display(), STATE_TONES[row.state])


@register.simple_tag
def record_state_tag(row: Any) -> SafeString:
    """Draw the state of a record or a transfer."""
    return badge(row.get_state_display(), STATE_TONES[row.state])


def record_marks(record: FinanceRecord) -> SafeString:
    """Draw the state of a record of a list, and that it may be a part of what was split."""
    if not record.is_split:
        return record_state_tag(record)
    return format_html("{} {}", record_state_tag(record), badge(_("Bölünmüş olabilir"), "warning", "alert"))


@register.simple_tag
def direction_tag(record: FinanceRecord) -> SafeString:
    """Draw whether something came in or went out."""
    arrow = "arrow-down" if record.direction == Direction.INCOME else "arrow-up"
    return badge(record.get_direction_display(), DIRECTION_TONES[record.direction], arrow)


@register.filter
def iban_words(iban: str) -> str:
    """Write an IBAN in groups of four."""
    return format_iban(iban) if iban else ""


def amounts(held: Mapping[str, Decimal]) -> str:
    """Return amounts by currency in a line."""
    return " · ".join(format_money(amount, currency) for currency, amount in held.items())


@register.simple_tag
def amount_marks(held: Mapping[str, Decimal]) -> SafeString:
    """Draw amounts by currency; nothing at all is no lira."""
    drawn = ((money(amount, currency),) for currency, amount in held.items())
    lines = format_html_join(SafeString("<br>"), "{}", drawn) or money(balances.NOTHING, Currency.TRY)
    return format_html("<span>{}</span>", lines)


@register.simple_tag
def holdings(fund: Fund) -> SafeString:
    """Draw what a fund of a list holds."""
    return amount_marks(balances.held_by(fund))


@register.simple_tag
def account_balance(account: Any) -> SafeString:
    """Draw what an account of a list holds, in its currency."""
    return money(account.balance, account.currency)


@register.simple_tag
def category_list(fund: Fund) -> str:
    """Name the expenses that a fund may pay; empty if it may pay all."""
    return ", ".join(str(Category(each).label) for each in fund.spends_on)


@register.filter
def or_nothing(value: Any) -> Any:
    return NOTHING if value in (None, "") else value


@register.simple_tag
def record_amount(record: FinanceRecord) -> SafeString:
    """Draw the amount of a record; that of a reversal stands below zero."""
    return money(record.amount, record.currency)


@register.simple_tag
def record_sums(listing: Any) -> list[Sums]:
    """Return what the records of a list come to, by currency."""
    return sums_of(listing)
