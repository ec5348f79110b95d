"""Marks of transfers, counts, months and the book."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kafkasder.core.money import format_money
from kafkasder.core.templatetags.ui import badge, money

from ..book import Span
from ..models import CashCount, Transfer

register = template.Library()


@register.simple_tag
def transfer_amount(transfer: Transfer) -> SafeString:
    """Draw what a transfer moves; an exchange with what comes in."""
    if transfer.received is None:
        return money(transfer.amount, transfer.currency)
    out, came = money(transfer.amount, transfer.currency), money(transfer.received, transfer.received_currency)
    return format_html("{} → {}", out, came)


@register.simple_tag
def count_difference(count: CashCount) -> SafeString:
    """Draw by how much a box held more or less than the records say."""
    if not count.difference:
        return badge("0", "success")
    return badge(format_money(count.difference, count.account.currency), "warning")


@register.simple_tag
def sums(amounts: Mapping[str, Decimal]) -> SafeString:
    """Draw sums by currency below each other; nothing at all is no lira."""
    drawn = ((money(amount, currency),) for currency, amount in (amounts or {"TRY": Decimal(0)}).items())
    return format_html("<span>{}</span>", format_html_join(SafeString("<br>"), "{}", drawn))


@register.filter
def with_addresses(years: list[int]) -> list[tuple[int, str]]:
    """Give each year the address at which a page shows it."""
    return [(year, f"?yil={year}") for year in years]


@register.filter
def month_tabs(span: Span) -> list[tuple[str, str, bool]]:
    """Return the whole year and its months: an address, a word, and whether it is the one that is shown."""
    months = [(number, date_format(date(span.year, number, 1), "F")) for number in range(1, 13)]
    tabs = [(f"?{Span(span.year).query}", _("Bütün yıl"), span.month is None)]
    return tabs + [(f"?{Span(span.year, number).query}", name, span.month == number) for number, name in months]
