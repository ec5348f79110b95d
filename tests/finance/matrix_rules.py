"""What each role gets at the addresses of money rules and exchange rates."""

from datetime import timedelta

from finance.models import ExchangeRate, MoneyRule
from kafkasder.core.days import today

from ..matrix import Row

MANAGERS = ("admin", "board", "accounting")


def a_rule() -> list[object]:
    """A rule from tomorrow on; the one that a test made before, since there is one a day."""
    rule, _made = MoneyRule.objects.get_or_create(
        key="fitre", valid_from=today() + timedelta(1), defaults={"value": 300, "source": "Karar"}
    )
    return [rule.pk]


def a_rate() -> list[object]:
    return [ExchangeRate.objects.create(currency="USD", day=today(), rate=40).pk]


ROWS = [
    Row("finance:rule_list", MANAGERS, post=302, confined=True),
    Row("finance:rule_detail", MANAGERS, arguments=a_rule, confined=True),
    Row("finance:rule_add", MANAGERS, post=422, confined=True),
    Row("finance:rule_remove", MANAGERS, post=302, arguments=a_rule, confined=True),
    Row("finance:rate_list", MANAGERS, post=302, confined=True),
    Row("finance:rate_add", MANAGERS, post=422, confined=True),
    Row("finance:rate_remove", MANAGERS, post=302, arguments=a_rate, confined=True),
]
