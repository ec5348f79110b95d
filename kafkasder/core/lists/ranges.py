"""Filters with two ends: days and whole numbers."""

import datetime
import re
from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..days import AHEAD
from ..fields import clean_date, format_date
from .filters import BadValue, Chosen, Filter, Label, Parameters

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Range(Filter):
    """Both ends of a range, each of which may be open."""

    field: str = ""
    suffixes: ClassVar[tuple[str, str]]
    chip_words: ClassVar[tuple[Label, Label]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f"{self.key}_{suffix}" for suffix in self.suffixes)

    def read(self, given: Parameters) -> Chosen | None:
        chosen = Chosen(Q())
        for name, words, end in zip(self.names, self.chip_words, (self.lower, self.upper), strict=True):
            text = next(iter(given.get(name, ())), "").strip()
            if text:
                canonical, condition = end(text)
                chosen.condition &= condition
                chosen.parameters[name] = [canonical]
                chosen.chips.append((self.chip(words % canonical), {name: canonical}))
        return chosen if chosen.parameters else None

    def lower(self, text: str) -> tuple[str, Q]:
        """Return the lower end as addresses write it, and its condition; raise BadValue if `text` is none."""
        raise NotImplementedError

    def upper(self, text: str) -> tuple[str, Q]:
        """Return the upper end likewise."""
        raise NotImplementedError


@dataclass(frozen=True)
class DateRange(Range):
    """Days from and to, both included, of a field that holds moments (or with `moments=False` dates)."""

    moments: bool = True
    suffixes = ("from", "to")
    chip_words = (_("%s ve sonrası"), _("%s ve öncesi"))
    placeholders = (_("başlangıç"), _("bitiş"))
    template = "lists/filters/dates.html"

    def lower(self, text: str) -> tuple[str, Q]:
        day = self._day(text)
        return format_date(day), Q(**{f"{self.field}__gte": self._start(day)})

    def upper(self, text: str) -> tuple[str, Q]:
        day = self._day(text)
        return format_date(day), Q(**{f"{self.field}__lt": self._start(day + datetime.timedelta(days=1))})

    def _day(self, text: str) -> datetime.date:
        try:
            day = clean_date(text, ahead=AHEAD)
        except ValidationError:
            raise BadValue(self.label, text) from None
        if not 1900 <= day.year <= 2200:
            raise BadValue(self.label, text)
        return day

    def _start(self, day: datetime.date) -> datetime.date:
        if not self.moments:
            return day
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


@dataclass(frozen=True)
class NumberBand(Range):
    """Whole numbers from and to, both included."""

    suffixes = ("min", "max")
    chip_words = (_("en az %s"), _("en çok %s"))
    placeholders = (_("en az"), _("en çok"))
    template = "lists/filters/numbers.html"

    def lower(self, text: str) -> tuple[str, Q]:
        return self._number(text), Q(**{f"{self.field}__gte": int(text)})

    def upper(self, text: str) -> tuple[str, Q]:
        return self._number(text), Q(**{f"{self.field}__lte": int(text)})

    def _number(self, text: str) -> str:
        if not _NUMBER.fullmatch(text):
            raise BadValue(self.label, text)
        return text
