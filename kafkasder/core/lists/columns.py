"""The columns of a list: what a cell shows, how a column sorts, what goes into an exported file."""

import datetime
import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models.expressions import Combinable
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Value = Callable[[Any], Any]

NOTHING = mark_safe('<span class="nothing" aria-hidden="true">–</span>')


@dataclass(frozen=True)
class Column:
    """A column.

    `value` is an attribute path (`"household.file_number"`) or a function of the row. The cell shows it as it is, or as
    `draw(row)` or a `template` with `row` and `value` draws it. `sort` is a field path or an expression; set
    `sort_nulls` if it may be null, which puts the rows without a value last, and `sort_inverted` if what the cell shows
    falls where the field rises, like ages and dates of birth. `descending_first` is for columns whose
    first click should show the largest. `export` gives the value for files where it differs from `value`, `reveal` the
    unmasked one; `extra` columns exist in files alone.
    For whoever lacks the `verb` of a column there is none: neither its cells nor its order, on the page and in files.
    """

    key: str
    label: str | Promise
    value: str | Value
    template: str = ""
    draw: Callable[[Any], Any] | None = None
    sort: str | Combinable | None = None
    sort_nulls: bool = False
    sort_inverted: bool = False
    descending_first: bool = False
    shown: bool = True
    numeric: bool = False
    extra: bool = False
    verb: str = ""
    export: Value | None = None
    reveal: Value | None = None

    @cached_property
    def get(self) -> Value:
        return self.value if callable(self.value) else attrgetter(self.value)

    @property
    def opening(self) -> SafeString:
        """The cell's opening tag, whose label a narrow screen shows in place of the heading."""
        kind = mark_safe(' class="cell-number"') if self.numeric else ""
        return format_html('<td data-label="{}"{}>', self.label, kind)

    def cell(self, row: Any) -> SafeString:
        """Return what the cell of `row` shows."""
        if self.draw:
            return display(self.draw(row))
        value = self.get(row)
        if self.template:
            return mark_safe(get_template(self.template).render({"row": row, "value": value}))
        return display(value)

    def for_file(self, row: Any, revealed: bool = False) -> Any:
        """Return what goes into an exported file: a text, a number, a date or None."""
        if revealed and self.reveal:
            return self.reveal(row)
        return (self.export or self.get)(row)


def display(value: Any) -> SafeString:
    """Return a plain value as people read it; what is empty gets a dash."""
    if value is None or value == "":
        return NOTHING
    if type(value) is SafeString:
        return value
    if type(value) is str:  # as most are; Django's own way looks whether it is lazy
        return mark_safe(html.escape(value))
    if isinstance(value, bool):
        return conditional_escape(_("Evet") if value else _("Hayır"))
    if isinstance(value, datetime.datetime):
        when = timezone.localtime(value)
        return mark_safe(f"{_day(when)} {when.hour:02}:{when.minute:02}")
    if isinstance(value, datetime.date):
        return mark_safe(_day(value))
    return conditional_escape(value)


def _day(date: datetime.date) -> str:
    """Write "d.m.Y", for which Django's own formatting takes twenty times as long."""
    return f"{date.day:02}.{date.month:02}.{date.year:04}"
