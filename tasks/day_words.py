"""Words that are plainly a day, in Turkish and English: `yarın`, `haftaya salı`, `15 Aralık`, `3 gün sonra`, `15.12`.

Weekdays, months and relative words are `dateparser`'s work. Before it is asked every word must be one of those of days:
it finds a day in `2`, `may` and `sat`, too. What it does not know is here. All of it compares folded words, so that
`SALI`, `sali` and `Salı` are the same.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import dateparser

from kafkasder.core.text import fold, lower

WEEKDAYS = ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = [
    "ocak",
    "şubat",
    "mart",
    "nisan",
    "mayıs",
    "haziran",
    "temmuz",
    "ağustos",
    "eylül",
    "ekim",
    "kasım",
    "aralık",
]
_ENGLISH_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NUMBERS = ["bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on"]
_UNITS = ["gün", "hafta", "ay", "yıl", "day", "days", "week", "weeks", "month", "months", "year", "years"]
_RELATIVE = ["bugün", "yarın", "haftaya", "sonra", "today", "tomorrow", "in"]

_NUMBER_OF = {fold(word): str(number) for number, word in enumerate(_NUMBERS, 1)}
_WEEKDAY_OF = {fold(word): number for names in (WEEKDAYS, _ENGLISH_DAYS) for number, word in enumerate(names)}
_MONTH_OF = {fold(word): word for word in (*_MONTHS, *_ENGLISH_MONTHS)}
_SPELLED = {fold(word): word for word in (*WEEKDAYS, *_ENGLISH_DAYS, *_UNITS, *_RELATIVE)} | _MONTH_OF | _NUMBER_OF

# `cumaya kadar`, `15 Aralık'ta`; the letter before some endings changes.
_ENDINGS = ("", "ya", "ye", "a", "e")
_DECLINED = {
    f"{word}{ending}": word for word in (*_WEEKDAY_OF, *_MONTH_OF, "yarin", "bugun") for ending in _ENDINGS
} | {"ocaga": "ocak", "araliga": "aralik", "sonuna": "sonu", "sonunda": "sonu", "basina": "basi", "basinda": "basi"}
_ENDING = re.compile(r"['’](?:y?[aeıi]|[dt][ae]|[dt][ae]n|n?[ıiuü]n)$", re.IGNORECASE)
_POSSESSED = re.compile(r"(?<![aeıioöuü]y)[ıiuü]$")
_FILLERS = {"gunu", "kadar", "dek", "on", "by", "until", "of", "the", "from", "now"}

_NUMERIC = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{2})(?:[./](?P<year>\d{4}|\d{2}))?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")

LONGEST = 5  # words that one day is said in


def day_in(words: Sequence[str], today: date) -> date | None:
    """Return the day that `words` say, all of them; None if they are no day, or one that is over."""
    day = _numeric(words, today) if len(words) == 1 else None
    day = day or _said([word for word in map(_plain, words) if word not in _FILLERS], today)
    return day if day and day >= today else None


def is_weekday(word: str) -> bool:
    return _plain(word) in _WEEKDAY_OF


def is_possessed(word: str) -> bool:
    """Whether a word belongs to the one before it, as in `pazar araştırması`; `pazar dosyayı yaz` is about Sunday."""
    return "'" not in word and bool(_POSSESSED.search(lower(word)))


def _plain(word: str) -> str:
    """Return a word folded and without the ending of its case."""
    folded = fold(_ENDING.sub("", word.strip(",;")))
    return _DECLINED.get(folded, folded)


def _numeric(words: Sequence[str], today: date) -> date | None:
    """Read `15.12`, `15/12/2026` and `2026-12-15`; without a year it is the next such day."""
    text = _ENDING.sub("", words[0]).strip(",;")
    match = _NUMERIC.fullmatch(text) or _ISO.fullmatch(text)
    if not match:
        return None
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    with suppress(ValueError):
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    return None


def _said(words: Sequence[str], today: date) -> date | None:
    if rule := _RULES.get(" ".join(words)):
        return rule(today)
    if len(words) > 1 and words[-1] in _WEEKDAY_OF and (week := _WEEKS.get(" ".join(words[:-1]))):
        return week(today, _WEEKDAY_OF[words[-1]])
    return _by_library(tuple(_SPELLED.get(word, word) for word in words), today) if _is_plain(words) else None


def _is_plain(words: Sequence[str]) -> bool:
    """Whether nothing but words of days is said, and more than a number, a unit or a month alone."""
    if not words or not all(word in _SPELLED or word.isdigit() for word in words):
        return False
    numbers = [word for word in words if word.isdigit() or word in _NUMBER_OF]
    months = [word for word in words if word in _MONTH_OF]
    if months:
        return bool(numbers) and all(word in _MONTH_OF or word.isdigit() for word in words)
    if any(word in _WEEKDAY_OF for word in words) or not numbers:
        return len(words) == 1 and words[0] not in map(fold, (*_UNITS, "sonra", "in"))
    return len(words) == 3 and ("sonra" in words or "in" in words)


@lru_cache(maxsize=512)
def _by_library(words: tuple[str, ...], today: date) -> date | None:
    base = datetime.combine(today, time())
    if any(word in _MONTH_OF.values() for word in words):
        base -= timedelta(days=1)  # what has this very day's date is today, not in a year
    wishes = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": base, "DATE_ORDER": "DMY"}
    found = dateparser.parse(" ".join(words), languages=["tr", "en"], settings=wishes)  # type: ignore[arg-type]
    return found.date() if found else None


def _end_of_month(today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1])


def _coming(today: date, weekday: int) -> date:
    """Return the next such day after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _this(today: date, weekday: int) -> date:
    """Return the next such day; today, if it is one."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _next_week(today: date, weekday: int) -> date:
    return today + timedelta(days=7 - today.weekday() + weekday)


_RULES: dict[str, Callable[[date], date]] = {}
for _phrases, _rule in (
    ("obur gun|oburgun|yarindan sonra|day after tomorrow", lambda today: today + timedelta(days=2)),
    ("ay sonu|bu ay sonu|end month|end this month", _end_of_month),
    ("ay basi|gelecek ay basi", lambda today: _end_of_month(today) + timedelta(days=1)),
    ("hafta sonu|bu hafta sonu|weekend|this weekend", lambda today: _this(today, 5)),
    ("haftaya|gelecek hafta|onumuzdeki hafta|next week", lambda today: today + timedelta(days=7)),
    ("haftaya bugun", lambda today: today + timedelta(days=7)),
    ("yil sonu|end year|end this year", lambda today: date(today.year, 12, 31)),
):
    _RULES |= dict.fromkeys(_phrases.split("|"), _rule)

_WEEKS: dict[str, Callable[[date, int], date]] = {}
for _phrases, _week in (
    ("bu|this", _this),
    ("onumuzdeki|coming", _coming),
    ("haftaya|gelecek|gelecek hafta|onumuzdeki hafta|next|next week", _next_week),
):
    _WEEKS |= dict.fromkeys(_phrases.split("|"), _week)
