"""Schedules, results and durations in words."""

from collections.abc import Sequence
from datetime import timedelta

from croniter import croniter
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_EVERY = ["*"]
_WORKDAYS = [1, 2, 3, 4, 5]


def schedule_in_words(cron: str) -> str:
    """Return when a schedule is due, as a clerk would say it; an unusual one as it is written."""
    if not cron:
        return _("Takvimi yok; gerektiğinde çalışır")
    minutes, hours, days, months, weekdays = (list(field) for field in croniter.expand(cron)[0])
    often = _often(cron)
    if often and (days, months, weekdays) == (_EVERY, _EVERY, _EVERY):
        return often
    if minutes == _EVERY or hours == _EVERY or (days != _EVERY and weekdays != _EVERY):
        return _("Özel takvim: %(cron)s") % {"cron": cron}
    when = {"days": _days(days, months, weekdays), "times": _listed(_times(minutes, hours))}
    return _("%(days)s saat %(times)s") % when


def _often(cron: str) -> str:
    """Words for what is due several times a day at even distances."""
    minute, hour = cron.split()[:2]
    if minute == hour == "*":
        return _("Her dakika")
    if hour == "*" and (step := _step(minute)):
        return ngettext("%d dakikada bir", "%d dakikada bir", step) % step
    if minute.isdigit() and hour == "*":
        return _("Her saat, %(minute)02d geçe") % {"minute": int(minute)}
    if minute.isdigit() and (step := _step(hour)):
        return ngettext("%d saatte bir", "%d saatte bir", step) % step
    return ""


def _step(field: str) -> int:
    return int(field[2:]) if field.startswith("*/") and field[2:].isdigit() else 0


def _times(minutes: Sequence[int | str], hours: Sequence[int | str]) -> list[str]:
    return [f"{int(hour):02d}:{int(minute):02d}" for hour in hours for minute in minutes]


def _days(days: Sequence[int | str], months: Sequence[int | str], weekdays: Sequence[int | str]) -> str:
    if weekdays != _EVERY:
        return _weekdays([int(day) for day in weekdays])
    if days == _EVERY and months == _EVERY:
        return _("Her gün")
    if days == _EVERY:
        return _("%(months)s aylarında her gün") % {"months": _listed(_month_names(months))}
    if months == _EVERY:
        return _("Her ayın %(days)s. günü") % {"days": _listed([str(day) for day in days])}
    dates = [_("%(day)s %(month)s") % {"day": day, "month": month} for month in _month_names(months) for day in days]
    return _("Her yıl %(dates)s") % {"dates": _listed(dates)}


def _weekdays(days: list[int]) -> str:
    if sorted(days) == _WORKDAYS:
        return _("Hafta içi her gün")
    names = [str(WEEKDAYS[(day - 1) % 7]) for day in sorted(days, key=lambda day: (day - 1) % 7)]
    return _("Her hafta %(days)s") % {"days": _listed(names)}


def _month_names(months: Sequence[int | str]) -> list[str]:
    return [str(MONTHS[int(month)]) for month in months]


def _listed(words: list[str]) -> str:
    return str(get_text_list(words, _("ve")))


def duration_in_words(duration: timedelta) -> str:
    """Return how long something took, in the unit that one would use."""
    seconds = duration.total_seconds()
    if seconds < 1:
        return _("%d ms") % round(seconds * 1000)
    if seconds < 60:
        return _("%s sn") % number_format(seconds, 1)
    return _("%(minutes)d dk %(seconds)d sn") % {"minutes": seconds // 60, "seconds": seconds % 60}
