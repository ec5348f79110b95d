"""Amounts in words, as they stand on Turkish receipts: `Yalnız Binikiyüzotuzdört Türk Lirası Elli Kuruş`.

Our own, since num2words says 111111 wrong (`yüzonbinyüzonbir`) and knows no currency in Turkish. The words are Turkish
in every language: they stand on documents.
"""

from decimal import Decimal
from typing import Final

from .text import upper

_ONES = ("", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS = ("", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_THOUSANDS = ("", "bin", "milyon", "milyar", "trilyon")
_LIMIT: Final = 1000 ** len(_THOUSANDS)
UNITS: Final[dict[str, tuple[str, str]]] = {
    "TRY": ("Türk Lirası", "Kuruş"),
    "USD": ("ABD Doları", "Sent"),
    "EUR": ("Avro", "Sent"),
    "GBP": ("İngiliz Sterlini", "Peni"),
    "XAU": ("Gram Altın", ""),
}
"""What the whole and the hundredths of each currency are called; gold has no name for a hundredth of a gram."""


def number_words(number: int) -> str:
    """Return a whole number that is not below zero in one word: `binikiyüzotuzdört`."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"{number} has no words here")
    words, place = "", 0
    while number:
        number, group = divmod(number, 1000)
        if group:
            words = _group_words(group, place) + words
        place += 1
    return words or "sıfır"


def money_words(amount: Decimal, currency: str = "TRY") -> str:
    """Return an amount above zero as a receipt says it."""
    if amount <= 0:
        raise ValueError("a receipt is for more than nothing")
    whole, hundredths = divmod(int(amount * 100), 100)
    unit, part = UNITS[currency]
    if not part:
        return f"Yalnız {_grams(whole, hundredths)} {unit}"
    said = [f"{_capital(number_words(whole))} {unit}"] if whole else []
    said += [f"{_capital(number_words(hundredths))} {part}"] if hundredths else []
    return f"Yalnız {' '.join(said)}"


def _group_words(group: int, place: int) -> str:
    """Return three digits with the name of their place; a single thousand is `bin`."""
    if place == 1 and group == 1:
        return "bin"
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    hundred = ("" if hundreds == 1 else _ONES[hundreds]) + "yüz" if hundreds else ""
    return hundred + _TENS[tens] + _ONES[ones] + _THOUSANDS[place]


def _grams(whole: int, hundredths: int) -> str:
    """Say grams as a scale shows them: `Üç Virgül Yirmibeş`."""
    said = _capital(number_words(whole))
    if not hundredths:
        return said
    zero = "Sıfır " if hundredths < 10 else ""
    digits = hundredths if hundredths % 10 or hundredths < 10 else hundredths // 10
    return f"{said} Virgül {zero}{_capital(number_words(digits))}"


def _capital(words: str) -> str:
    return upper(words[:1]) + words[1:]
