"""How much the assistant was used: by month and person, in tokens. It knows no texts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Sum
from django.utils.formats import date_format

from .models import AssistantSettings, AssistantUse
from .services.budget import this_month

MOST_MONTHS = 12


@dataclass(frozen=True)
class UseLine:
    """What somebody used in a month."""

    user: Any
    asked: int
    prompt: int
    completion: int
    reserved: int
    is_estimated: bool

    @property
    def whole(self) -> int:
        return self.prompt + self.completion + self.reserved


@dataclass(frozen=True)
class MonthUse:
    """What all used in a month; `limit` is what they may now, 0 for months that are over."""

    month: date
    lines: list[UseLine]
    limit: int = 0

    @property
    def name(self) -> str:
        return date_format(self.month, "F Y")

    @property
    def whole(self) -> int:
        return sum(line.whole for line in self.lines)


def usage_of(most: int = MOST_MONTHS) -> list[MonthUse]:
    """Return the newest months in which something was asked, and who asked most in each."""
    months = list(AssistantUse.objects.order_by("-month").values_list("month", flat=True).distinct()[:most])
    rows = AssistantUse.objects.filter(month__in=months).order_by().values("month", "user")
    sums = rows.annotate(
        asked=Count("reply", distinct=True),
        prompt=Sum("prompt_tokens"),
        completion=Sum("completion_tokens"),
        left=Sum("reserved"),
        guessed=BoolOr("is_estimated"),
    )
    found = list(sums)
    people: Any = get_user_model()._default_manager.in_bulk([each["user"] for each in found])
    lines: dict[date, list[UseLine]] = defaultdict(list)
    for each in found:
        numbers = each["asked"], each["prompt"], each["completion"], each["left"], each["guessed"]
        lines[each["month"]].append(UseLine(people[each["user"]], *numbers))
    now, limit = this_month(), AssistantSettings.current().month_limit
    return [
        MonthUse(month, sorted(lines[month], key=lambda line: -line.whole), limit if month == now else 0)
        for month in months
    ]
