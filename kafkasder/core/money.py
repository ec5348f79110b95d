"""Amounts of money in words of the active language."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

SYMBOLS = {"TRY": "₺", "USD": "$", "EUR": "€", "GBP": "£"}
NO_BREAK_SPACE = "\u00a0"


def format_money(amount: Decimal, currency: str = "TRY") -> str:
    """Return `amount` as `1.234,56 ₺` in Turkish and as `₺1,234.56` in other languages."""
    number = number_format(abs(amount), decimal_pos=2, use_l10n=True, force_grouping=True)
    symbol = SYMBOLS.get(currency, currency)
    sign = "−" if amount < 0 else ""
    if (get_language() or "tr").startswith("tr"):
        return f"{sign}{number}{NO_BREAK_SPACE}{symbol}"
    return f"{sign}{symbol}{number}"
