"""The pages of the calendar: a month in whole weeks, or one week, with the entries of each day."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kafkasder.core.days import today

from .entries import Entry, entries_for

WEEK = timedelta(days=7)
SHOWN = 6  # entries of a day in a month; the week shows them all
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@dataclass(frozen=True)
class Day:
    """A day of the page; `beside` says that it belongs to another month than the page's."""

    day: date
    is_today: bool
    beside: bool
    entries: list[Entry] = field(default_factory=list)
    left: int = 0
    week_url: str = ""


@dataclass(frozen=True)
class Spread:
    """What an address asks for: the month or the week around `anchor`, everybody's or the viewer's own."""

    anchor: date
    is_week: bool = False
    mine: bool = False

    @property
    def first(self) -> date:
        start = self.anchor if self.is_week else self.anchor.replace(day=1)
        return start - timedelta(days=start.weekday())

    @property
    def last(self) -> date:
        if self.is_week:
            return self.first + timedelta(days=6)
        end = _next_month(self.anchor) - timedelta(days=1)
        return end + timedelta(days=6 - end.weekday())

    @property
    def title(self) -> str:
        if not self.is_week:
            return date_format(self.anchor, "F Y")
        return f"{date_format(self.first, 'j F')} – {date_format(self.last, 'j F Y')}"

    @property
    def previous(self) -> "Spread":
        before = self.anchor - WEEK if self.is_week else (self.anchor.replace(day=1) - timedelta(days=1)).replace(day=1)
        return Spread(before, self.is_week, self.mine)

    @property
    def next(self) -> "Spread":
        return Spread(self.anchor + WEEK if self.is_week else _next_month(self.anchor), self.is_week, self.mine)

    @property
    def now(self) -> "Spread":
        return Spread(today(), self.is_week, self.mine)

    @property
    def month(self) -> "Spread":
        return Spread(self.anchor, mine=self.mine)

    @property
    def week(self) -> "Spread":
        """The week of today, if the page shows today."""
        shown = self.first <= today() <= self.last
        return Spread(today() if shown else self.anchor, is_week=True, mine=self.mine)

    @property
    def everybody(self) -> "Spread":
        return Spread(self.anchor, self.is_week)

    @property
    def own(self) -> "Spread":
        return Spread(self.anchor, self.is_week, mine=True)

    @property
    def query(self) -> str:
        """The address that asks for it, from the question mark on."""
        span = {"week": self.first.isoformat()} if self.is_week else {"month": f"{self.anchor:%Y-%m}"}
        return f"?{urlencode(span | ({'mine': '1'} if self.mine else {}))}"


def spread_of(given: Mapping[str, Any]) -> Spread:
    """Return what an address asks for; whatever makes no sense in it means today."""
    mine = given.get("mine") == "1"
    for name, is_week in (("week", True), ("month", False)):
        text = str(given.get(name, ""))
        with suppress(ValueError):
            day = date.fromisoformat(text if is_week else f"{text}-01")
            if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                return Spread(day, is_week, mine)
    return Spread(today(), mine=mine)


def weeks_of(spread: Spread, viewer: Any) -> list[list[Day]]:
    """Return the weeks of the page with their days."""
    found: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries_for(viewer, spread.first, spread.last, mine=spread.mine):
        found[entry.day].append(entry)
    days = [
        _day(spread, spread.first + timedelta(days=number), found)
        for number in range((spread.last - spread.first).days + 1)
    ]
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _day(spread: Spread, day: date, found: Mapping[date, list[Entry]]) -> Day:
    entries = sorted(found.get(day, ()), key=lambda entry: entry.order)
    shown = entries if spread.is_week or len(entries) <= SHOWN else entries[: SHOWN - 1]
    beside = not spread.is_week and day.month != spread.anchor.month
    week_url = Spread(day, is_week=True, mine=spread.mine).query
    return Day(day, day == today(), beside, shown, len(entries) - len(shown), week_url)


def weekdays() -> list[tuple[str, str]]:
    """Return the names of the days, short and in full, from Monday on."""
    monday = date(2024, 1, 1)
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(date_format(day, "D"), date_format(day, "l")) for day in days]


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def heading_of(spread: Spread) -> str:
    """Return what a screen reader calls the table."""
    return _("Takvim: %(title)s") % {"title": spread.title}
