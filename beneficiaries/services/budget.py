"""What a household lives on."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from .. import policy
from ..models import BudgetLine, Household

_FACTS = ("kind", "source", "amount", "currency", "note")


@transaction.atomic
def set_budget(*, household: Household, lines: Sequence[BudgetLine], by: Any) -> None:
    """Make `lines` the household's budget; lines that stay the same are not touched, so history tells true changes."""
    policy.can_change_household(by, household).require()
    wanted = Counter(map(_facts, lines))
    for stored in household.budget_lines.all():
        if wanted[_facts(stored)]:
            wanted[_facts(stored)] -= 1
        else:
            stored.delete()
    for facts in wanted.elements():
        BudgetLine.objects.create(household=household, **dict(zip(_FACTS, facts, strict=True)))


def _facts(line: BudgetLine) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in _FACTS)
