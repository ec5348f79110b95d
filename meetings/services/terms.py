"""Terms of law and statute: each is added for its day, and none is changed."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock

from .. import policy
from ..models import TermRule


@transaction.atomic
def add_term(*, rule: TermRule, by: Any) -> TermRule:
    """Have a term hold from a day on, until a later one of the same key."""
    policy.can_manage_duties(by).require()
    rule.save(force_insert=True)
    return rule


@transaction.atomic
def remove_term(*, rule: TermRule, by: Any) -> TermRule:
    """Take away a term that does not hold yet; the trail keeps it."""
    rule = lock(rule, by)
    policy.can_remove_term(by, rule).require()
    rule.delete()
    return rule
