"""How large files are, in words: one way of writing, which `static/js/sizes.js` follows."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

_UNITS = ("KB", "MB", "GB")
_STEP = 1024
_NEXT = Decimal("999.5")  # what would be written with four digits


def size_in_words(size: int) -> str:
    """Return so many bytes as `480 KB` or `1,2 MB`; one decimal below ten, and what is not empty is 1 KB at least."""
    number = max(Decimal(1), Decimal(size) / _STEP) if size else Decimal(0)
    unit = 0
    while number >= _NEXT and unit < len(_UNITS) - 1:
        number, unit = number / _STEP, unit + 1
    rounded = number.quantize(Decimal("0.1") if number < 10 else Decimal(1), ROUND_HALF_UP)
    short = int(rounded) if rounded == int(rounded) else rounded
    return f"{number_format(short, use_l10n=True)}\u00a0{_UNITS[unit]}"
