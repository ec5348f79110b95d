"""What a cell says: spreadsheets turn numbers into figures, dates into serials, and leave odd blanks around texts.

Each reader gives what a form's field understands. A value that no reader understands is passed on as text, so that the
field itself says what is wrong with it.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from kafkasder.core.days import AHEAD, full_year
from kafkasder.core.text import fold, fold_words, squeeze

_ODD_BLANKS = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\ufeff": None, "\u200b": None, "\u200e": None}
)
_NOTHING = frozenset(
    {"", "-", "--", "---", "—", "?", "yok", "bilinmiyor", "#n/a", "#yok", "null", "none", "n/a", "nan"}
)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FIGURE = re.compile(r"(\d+)[.,]0+")
_NUMERIC_DATE = re.compile(
    r"(\d{1,2})\s*[./\-, ]\s*(\d{1,2})\s*[./\-, ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_ISO_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_NAMED_DATE = re.compile(r"(\d{1,2})\s*[.\-/ ]?\s*([a-z]+)\s*[.\-/, ]?\s*(\d{4})")
_YEAR = re.compile(r"(?:00?[./-]00?[./-])?((?:19|20)\d{2})")
_SERIAL = re.compile(r"\d{5}")  # since 1927; four digits are a year, right or wrong
_FIRST_DAY = datetime.date(1899, 12, 30)
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        ("ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik"),
        1,
    )
}
_YES = frozenset({"evet", "e", "var", "x", "1", "true", "dogru", "yes", "y", "✓", "✔", "+", "acil"})
_NO = frozenset({"hayir", "h", "yok", "0", "false", "yanlis", "no", "n", "-", "", "degil"})


def text_of(cell: Any) -> str:
    """Return a cell's text without odd blanks; a figure that is a whole number loses its `.0`."""
    if isinstance(cell, str):
        return _clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return str(cell)


def _clean(text: str) -> str:
    if not text.isascii():
        text = text.translate(_ODD_BLANKS)
    return text.strip().removeprefix("'")  # an apostrophe is how people keep Excel from making a figure of a number


def line_of(cell: Any) -> str:
    """Return a text of one line."""
    return squeeze(text_of(cell))


def said_of(cell: Any) -> str:
    """Return a text of one line, empty if it only says that there is nothing, such as a dash."""
    text = line_of(cell)
    return "" if fold(text) in _NOTHING else text


def number_of(cell: Any) -> str:
    """Return the digits of a number that is a name and no amount: an identity number, a telephone, a file number."""
    text = text_of(cell)
    if fold(text) in _NOTHING:
        return ""
    if scientific := _SCIENTIFIC.fullmatch(text):
        return _unrounded(scientific[1], scientific[2] or "", int(scientific[3]))
    if figure := _FIGURE.fullmatch(text):
        return figure[1]
    return text


def _unrounded(first: str, decimals: str, exponent: int) -> str:
    if len(decimals) < exponent - 1:
        raise ValidationError(_("Excel sayıyı yuvarlamış; son haneler kayıp. Hücreyi metin yapıp yeniden yazın."))
    return (first + decimals.ljust(exponent, "0"))[: exponent + 1]


def amount_of(cell: Any) -> Decimal | str | None:
    """Return an amount of money; a text is left to the form's field."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        try:
            return Decimal(repr(cell)).quantize(Decimal("0.01"))
        except InvalidOperation:
            return str(cell)
    text = text_of(cell)
    return None if fold(text) in _NOTHING else text


def day_of(cell: Any, *, ahead: int = 0) -> datetime.date | int | str:
    """Return the day that a cell names in any way that people write it, or the year if it says no more than that.

    Two digits mean a year that is not more than `ahead` years to come.
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = text_of(cell)
    return "" if fold(text) in _NOTHING else _day_of_text(text, ahead)


@lru_cache(maxsize=50_000)
def _day_of_text(text: str, ahead: int) -> datetime.date | int | str:
    if year := _YEAR.fullmatch(text):
        return int(year[1])
    if _SERIAL.fullmatch(text):
        return _FIRST_DAY + datetime.timedelta(days=int(text))
    if numeric := _NUMERIC_DATE.fullmatch(text):
        return _day(int(numeric[1]), int(numeric[2]), full_year(numeric[3], ahead=ahead))
    if iso := _ISO_DATE.fullmatch(text):
        return _day(int(iso[3]), int(iso[2]), int(iso[1]))
    if (named := _NAMED_DATE.match(fold(text))) and named[2][:3] in _MONTHS:
        return _day(int(named[1]), _MONTHS[named[2][:3]], int(named[3]))
    return text


def _day(day: int, month: int, year: int) -> datetime.date | int:
    if day == 0 and month == 0:
        return year
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValidationError(_("Takvimde böyle bir gün yok.")) from None


def coming_day_of(cell: Any) -> datetime.date | int | str:
    """Return the day that a cell names, which may well be one to come."""
    return day_of(cell, ahead=AHEAD)


def hour_of(cell: Any) -> str:
    """Return the time of day that a cell names, as `09:30`; a text is left to the form's field."""
    if isinstance(cell, datetime.datetime | datetime.time):
        return f"{cell:%H:%M}"
    text = text_of(cell)
    return "" if fold(text) in _NOTHING else text.replace(".", ":")


def yes_or_no(cell: Any) -> bool:
    """Return whether a cell says yes, in any of the signs that people use for it."""
    word = fold(text_of(cell)).rstrip(".! ")
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValidationError(_("Evet ya da Hayır yazın."))


def one_of(choices: type[TextChoices], also: Mapping[str, str] | None = None) -> Callable[[Any], str]:
    """Return a reader of a choice: its code, or its label in any language, spelling and case, or a word in `also`."""
    codes = _codes_by_word(choices) | {_word(word): code for word, code in (also or {}).items()}

    def read(cell: Any) -> str:
        text = line_of(cell)
        return codes.get(_word(text), text)

    return read


def many_of(choices: type[TextChoices], also: Mapping[str, str] | None = None) -> Callable[[Any], list[str]]:
    """Return a reader of several choices in one cell, separated by commas, semicolons, slashes or lines."""
    read_one = one_of(choices, also)

    def read(cell: Any) -> list[str]:
        text = text_of(cell)
        whole = read_one(text)  # a label may hold a slash itself
        if whole in choices.values:
            return [whole]
        return [read_one(part) for part in re.split(r"[,;/\n+]", text) if part.strip()]

    return read


def _codes_by_word(choices: type[TextChoices]) -> dict[str, str]:
    """Return the codes by their labels, those labels without brackets and the parts between slashes."""
    codes: dict[str, str] = {}
    for language in ("en", "tr"):
        with override(language):
            for choice in choices:
                label = str(choice.label)
                for word in (label, re.sub(r"\(.*?\)", "", label), *label.split("/")):
                    codes[_word(word)] = choice.value
    for choice in choices:
        codes.setdefault(_word(choice.value), choice.value)
    return codes


@lru_cache(maxsize=20_000)
def _word(text: str) -> str:
    return "".join(fold_words(text))
