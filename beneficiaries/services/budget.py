"""What a household lives on."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from .. import policy
from ..models import BudgetLine, Household

_VALUES = ("amount", "currency", "note")


@transaction.atomic
def set_budget(*, household: Household, lines: Sequence[BudgetLine], by: Any) -> None:
    """Make `lines` the household's budget.

    A stored line of the same source is changed and not replaced, and an equal one not touched, so that the history
    tells what truly changed.
    """
    policy.can_change_household(by, household).require()
    stored = list(household.budget_lines.order_by("pk"))
    for line in lines:
        if twin := _take_twin(stored, line):
            _update(twin, line)
        else:
            line.household = household
            line.save(force_insert=True)
    for left_over in stored:
        left_over.delete()


def _take_twin(stored: list[BudgetLine], line: BudgetLine) -> BudgetLine | None:
    """Take the stored line of the same source out of the list, an equal one if there is one."""
    twins = [each for each in stored if (each.kind, each.source) == (line.kind, line.source)]
    twins.sort(key=lambda each: _values(each) != _values(line))
    for twin in twins[:1]:
        stored.remove(twin)
        return twin
    return None


def _update(twin: BudgetLine, line: BudgetLine) -> None:
    if _values(twin) != _values(line):
        twin.amount, twin.currency, twin.note = _values(line)
        twin.save(update_fields=_VALUES)


def _values(line: BudgetLine) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in _VALUES)
