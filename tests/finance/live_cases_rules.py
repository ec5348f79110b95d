"""What changes the live pages of money rules and exchange rates."""

from finance.models import ExchangeRate, MoneyRule
from kafkasder.core.days import today

from ..live.cases import Case, World


def _add(world: World) -> None:
    MoneyRule.objects.create(key="cash_box_limit", valid_from=today(), value=50_000, source="Karar 7")
    ExchangeRate.objects.create(currency="EUR", day=today(), rate="47.25")


CASES = {"finance:rule_list": Case(_add), "finance:rate_list": Case(_add)}
