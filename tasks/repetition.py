"""Repeat rules: iCalendar RRULEs, the words for the usual ones, and the day on which a task comes again.

A rule stands on the day of the task that bears it. Where a month has no such day the last one counts: a rule that
begins on the 31st is kept as "the last of the 28th to the 31st that there is", which every calendar understands.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kafkasder.core.text import fold, squeeze

USUAL: Mapping[str, str | Promise] = {
    "FREQ=DAILY": gettext_lazy("Her gün"),
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": gettext_lazy("Hafta içi her gün"),
    "FREQ=WEEKLY": gettext_lazy("Her hafta"),
    "FREQ=WEEKLY;INTERVAL=2": gettext_lazy("İki haftada bir"),
    "FREQ=MONTHLY": gettext_lazy("Her ay"),
    "FREQ=MONTHLY;INTERVAL=3": gettext_lazy("Üç ayda bir"),
    "FREQ=MONTHLY;INTERVAL=6": gettext_lazy("Altı ayda bir"),
    "FREQ=YEARLY": gettext_lazy("Her yıl"),
}
_OTHER_NAMES = {
    "haftalik": "FREQ=WEEKLY",
    "aylik": "FREQ=MONTHLY",
    "yillik": "FREQ=YEARLY",
    "gunluk": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
    "daily": "FREQ=DAILY",
}
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAY_OF_MONTH = ("BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH")
_SURE_DAYS = 28  # every month has these
_LEAP_DAY = (2, 29)
_SOME_DAY = date(2000, 1, 1)
_DAY, _FROM_EITHER_END = "(?:MO|TU|WE|TH|FR|SA|SU)", "[+-]?[1-9]"
_VALUES = {  # what is written out in words; an interval of 0 would never come to another day
    "FREQ": "|".join(_FREQUENCIES),
    "INTERVAL": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "BYDAY": rf"(?:{_FROM_EITHER_END}\d?)?{_DAY}",
    "BYMONTHDAY": rf"{_FROM_EITHER_END}\d?",
    "BYMONTH": "0?[1-9]|1[0-2]",
    "BYSETPOS": rf"{_FROM_EITHER_END}\d{{0,2}}",
    "WKST": _DAY,
}
_PARTS = {name: re.compile(f"(?:{value})(?:,(?:{value}))*", re.ASCII) for name, value in _VALUES.items()}
_CYCLE_YEARS, _CYCLE = 400, timedelta(days=146_097)  # after which the same days fall on the same weekdays
_YEARS_LOOKED_AT = 100


def rule_of(text: str) -> str:
    """Return the rule that `text` writes, be it an RRULE or the words for a usual one; "" for none.

    Raise ValidationError for what is neither.
    """
    text = squeeze(text)
    rule = _named().get(fold(text)) or text.upper().removeprefix("RRULE:").replace(" ", "")
    if rule:
        validate_rule(rule)
    return rule


def _named() -> dict[str, str]:
    """Return the usual rules by their names, in the language of the page and as sheets write them."""
    names = {fold(str(words)): rule for rule, words in USUAL.items()}
    with override("tr"):
        return names | {fold(str(words)): rule for rule, words in USUAL.items()} | _OTHER_NAMES


def choice_of(rule: str) -> str:
    """Return the usual rule that a kept one stands for, which is one of `USUAL`; any other rule itself."""
    return rule if not rule or rule in USUAL else _without_days(rule)


def validate_rule(rule: str) -> None:
    """Refuse what is no RRULE of days, weeks, months or years, or never comes about."""
    parts = parts_of(rule)
    known = all(name in _PARTS and _PARTS[name].fullmatch(value) for name, value in parts.items())
    once = len(parts) == len(rule.split(";"))
    if not (known and once and "FREQ" in parts and _happens(rule)):
        raise ValidationError(_("Bu bir tekrar kuralı değil. Örnek: her hafta, her ay, FREQ=WEEKLY;BYDAY=MO,TH"))


def standing_on(rule: str, day: date) -> str:
    """Return the rule as it is kept for a series with a task on `day`, so that no month is without one."""
    parts = parts_of(rule)
    if any(name in parts for name in _DAY_OF_MONTH) and not _stood_on_a_late_day(parts):
        return rule
    plain = _without_days(rule)
    if parts["FREQ"] == "MONTHLY" and day.day > _SURE_DAYS:
        return f"{plain};BYMONTHDAY={_days_until(day.day)};BYSETPOS=-1"
    if parts["FREQ"] == "YEARLY" and (day.month, day.day) == _LEAP_DAY:
        return f"{plain};BYMONTH=2;BYMONTHDAY={_days_until(day.day)};BYSETPOS=-1"
    return plain


def next_day(rule: str, day: date, *, on_or_after: date | None = None, until: date | None = None) -> date | None:
    """Return the first day after `day`, not before `on_or_after` if given, of a kept rule; None when it has ended.

    `until` is the last day that a series may have.
    """
    found = _found(rule, day, max(day + timedelta(days=1), on_or_after or day))
    return None if found is None or (until is not None and found > until) else found


@lru_cache(maxsize=4096)
def _found(rule: str, day: date, first: date) -> date | None:
    """Return the first day of a series from `first` on; None if there is none for a hundred years and more.

    dateutil looks for a day until the year 9999 is over, which takes it many seconds for a rule that has no more days.
    So it is asked of the last cycle of the calendar, where it soon gives up.
    """
    if first.year - day.year > _YEARS_LOOKED_AT:
        return None
    away = max(0, (date.max.year - _YEARS_LOOKED_AT - day.year) // _CYCLE_YEARS) * _CYCLE
    parts = parts_of(rule)
    until = parts.pop("UNTIL", "")
    endless = ";".join(f"{name}={value}" for name, value in parts.items())
    series = rrulestr(endless, dtstart=_noon(day + away), ignoretz=True)
    found = series.after(_noon(first + away), inc=True)
    if found is None or (until and found.date() - away > date.fromisoformat(until[:8])):
        return None
    return found.date() - away


def _stood_on_a_late_day(parts: Mapping[str, str]) -> bool:
    """Tell whether these are the days that `standing_on` writes, and not somebody's own."""
    days = parts.get("BYMONTHDAY", "")
    own = parts.keys() & {"BYDAY"} or parts.get("BYMONTH", "2") != "2"
    return not own and parts.get("BYSETPOS") == "-1" and days in map(_days_until, (29, 30, 31))


def _days_until(last: int) -> str:
    return ",".join(map(str, range(_SURE_DAYS, last + 1)))


def _without_days(rule: str) -> str:
    parts = parts_of(rule)
    if not _stood_on_a_late_day(parts):
        return rule
    return ";".join(f"{name}={value}" for name, value in parts.items() if name not in _DAY_OF_MONTH)


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by their names, such as `FREQ`."""
    pairs = (part.partition("=") for part in rule.split(";"))
    return {name: value for name, _equals, value in pairs}


def _happens(rule: str) -> bool:
    """Tell whether dateutil can read a rule, and finds a day that it names."""
    try:
        return next_day(rule, _SOME_DAY) is not None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
        return False


def _noon(day: date) -> datetime:
    """Rules are about days: noon of each, in no time zone, knows no change of the clock."""
    return datetime.combine(day, time(12))
