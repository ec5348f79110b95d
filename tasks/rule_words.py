"""Repeat rules in words: what people call the usual ones, and what any other says."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .repetition import USUAL, choice_of, parts_of

_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNSAID = ("BYSETPOS",)  # no short words say these


def words_of(rule: str) -> str:
    """Return what people call a rule; "" for none."""
    if not rule:
        return ""
    return str(USUAL.get(choice_of(rule)) or _own_words(parts_of(rule)))


def _own_words(parts: Mapping[str, str]) -> str:
    if parts.keys() & set(_UNSAID):
        return _("Özel kural")
    said = [_often(parts["FREQ"], int(parts.get("INTERVAL", "1")))]
    said += [say(parts[name]) for name, say in _SAID.items() if parts.get(name)]
    return ", ".join(said)


def _often(frequency: str, count: int) -> str:
    if count == 1:
        return str(USUAL[f"FREQ={frequency}"])
    words = {
        "DAILY": ngettext("%d günde bir", "%d günde bir", count),
        "WEEKLY": ngettext("%d haftada bir", "%d haftada bir", count),
        "MONTHLY": ngettext("%d ayda bir", "%d ayda bir", count),
        "YEARLY": ngettext("%d yılda bir", "%d yılda bir", count),
    }
    return words[frequency] % count


def _months(value: str) -> str:
    return _listed([str(MONTHS[int(month)]) for month in value.split(",")])


def _days_of_month(value: str) -> str:
    return _listed([_("ayın son günü") if day == "-1" else _("ayın %s. günü") % day for day in value.split(",")])


def _weekdays(value: str) -> str:
    return _listed([_weekday(day[:-2].lstrip("+"), day[-2:]) for day in value.split(",")])


def _weekday(which: str, code: str) -> str:
    name = str(WEEKDAYS[_DAY_CODES.index(code)])
    if not which:
        return name
    return _("son %s") % name if which == "-1" else _("%(which)s. %(day)s") % {"which": which, "day": name}


def _until(value: str) -> str:
    return until_words(date(int(value[:4]), int(value[4:6]), int(value[6:8])))


def until_words(day: date) -> str:
    """Return until when a series goes."""
    return _("%s gününe kadar") % date_format(day, "j F Y")


def _listed(words: list[str]) -> str:
    return str(get_text_list(words, _("ve")))


_SAID: Mapping[str, Callable[[str], str]] = {
    "BYMONTH": _months,
    "BYMONTHDAY": _days_of_month,
    "BYDAY": _weekdays,
    "UNTIL": _until,
}
