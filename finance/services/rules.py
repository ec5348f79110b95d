"""Figures that law or board set, and rates of exchange: each is added for its day, and none is changed."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock

from .. import policy
from ..models import ExchangeRate, MoneyRule


@transaction.atomic
def add_rule(*, rule: MoneyRule, by: Any) -> MoneyRule:
    """Have a figure hold from a day on, until a later one of the same key."""
    policy.can_manage(by).require()
    rule.save(force_insert=True)
    return rule


@transaction.atomic
def remove_rule(*, rule: MoneyRule, by: Any) -> MoneyRule:
    """Take away a figure that does not hold yet; the trail keeps it."""
    rule = lock(rule, by)
    policy.can_remove_rule(by, rule).require()
    rule.delete()
    return rule


@transaction.atomic
def add_rate(*, rate: ExchangeRate, by: Any) -> ExchangeRate:
    policy.can_manage(by).require()
    rate.save(force_insert=True)
    return rate


@transaction.atomic
def remove_rate(*, rate: ExchangeRate, by: Any) -> ExchangeRate:
    """Take away a rate that was mistyped; what was recorded by it keeps its own, and the trail keeps it too."""
    policy.can_manage(by).require()
    rate = lock(rate, by)
    rate.delete()
    return rate
