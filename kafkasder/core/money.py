"""Amounts of money: cleaning of what people type, and words in the active language."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

GOLD = "XAU"
SYMBOLS = {"TRY": "₺", "USD": "$", "EUR": "€", "GBP": "£", GOLD: _("gr altın")}
NO_BREAK_SPACE = "\u00a0"
_CURRENCY_MARK = re.compile(r"\s|₺|TL\b|TRY\b", re.IGNORECASE)
_TURKISH_AMOUNT = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?")
_PLAIN_AMOUNT = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)\.\d{1,2}")


def clean_money(text: str) -> Decimal:
    """Return the amount that `1.234,56`, `1234,5`, `1.234` (a thousand) or a sheet's `1234.56` says.

    Raise ValidationError where a reader could take the text for two different amounts, such as `1,234`.
    """
    compact = _CURRENCY_MARK.sub("", text)
    if _TURKISH_AMOUNT.fullmatch(compact):
        return Decimal(compact.replace(".", "").replace(",", "."))
    if _PLAIN_AMOUNT.fullmatch(compact):
        return Decimal(compact.replace(",", ""))
    raise ValidationError(_("Tutarı 1.234,56 biçiminde yazın."), code="money_form")


def format_amount(amount: Decimal) -> str:
    """Return `amount` as Turkish staff type it: `1.234,56`."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def format_money(amount: Decimal, currency: str = "TRY") -> str:
    """Return `amount` as `1.234,56 ₺` in Turkish and as `₺1,234.56` in other languages; grams stand behind in all."""
    number = number_format(abs(amount), decimal_pos=2, use_l10n=True, force_grouping=True)
    symbol = str(SYMBOLS.get(currency, currency))
    sign = "−" if amount < 0 else ""
    if (get_language() or "tr").startswith("tr") or currency == GOLD:
        return f"{sign}{number}{NO_BREAK_SPACE}{symbol}"
    return f"{sign}{symbol}{number}"


def share_out(total: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
    """Split `total` as `parts` stand to each other, so that the cents add up to it (by largest remainder).

    No share is larger than its part unless `total` is larger than all of them.
    """
    cents, weights = int(total * 100), [int(part * 100) for part in parts]
    whole = sum(weights)
    if not whole:
        raise ValueError("nothing can be shared out by parts that are nothing")
    shares = [cents * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(cents * weights[place] % whole), place))
    for place in by_remainder[: cents - sum(shares)]:
        shares[place] += 1
    return [Decimal(share) / 100 for share in shares]
